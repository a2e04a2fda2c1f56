import type { ConfigIssue } from "../define-node.ts";
import type { IssueCode } from "./issue.ts";
import { SECRET_ROOT } from "../template/secrets.ts";
import { isName, nameNearest } from "../values/names.ts";

/** Warns of context keys that cannot be written as a name in conditions and `{ }`. Fields that are not text are passed over. */
export function checkKeys(keys: { [field: string]: unknown }): ConfigIssue[] {
  return Object.entries(keys).flatMap(([field, key]) => {
    if (typeof key !== "string") return [];
    const warning = (code: IssueCode, message: string): ConfigIssue => ({ severity: "warning", code, field, message, params: { key } });
    if (key === SECRET_ROOT)
      return warning(
        "reserved_key",
        `keeps its value as "${key}", of which texts read only the whole: {{ secret. }} means a secret of the settings`,
      );
    if (isName(key)) return [];
    return warning(
      "unreadable_key",
      `keeps its value as "${key}", which is not a name that conditions and { } can read: use letters, digits and _ only, such as "${nameNearest(key)}"`,
    );
  });
}
