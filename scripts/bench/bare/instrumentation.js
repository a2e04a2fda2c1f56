/** Next looks for this file up to the root of the imports, and would take the product's, which boots the product. */
export function register() {}
