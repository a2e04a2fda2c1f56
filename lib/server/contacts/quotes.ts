/** SQL: the wamid of what a message quotes, ours or a contact's. */
export const quotesSql = (message: string): string => `coalesce(${message}.quotes, ${message}.data->>'context_wamid')`;
