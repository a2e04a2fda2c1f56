import { isName } from "./names.ts";

/** How a way into the context is written: `user.name`, `items[0]`, `fields["first name"]`. The first key stands as it is. */
export function pathText(keys: readonly (string | number)[]): string {
  return keys
    .map((key, index) => {
      if (index === 0) return String(key);
      if (typeof key === "string" && isName(key)) return `.${key}`;
      return `[${JSON.stringify(key)}]`;
    })
    .join("");
}
