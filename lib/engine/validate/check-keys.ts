import type { ConfigIssue } from "../define-node.ts";
import type { IssueCode } from "./issue.ts";
import { isReadableKey } from "../options.ts";

/** Warns of context keys that can not be written as a name in conditions and `{ }`. Fields that are not text are passed over. */
export function checkKeys(keys: { [field: string]: unknown }): ConfigIssue[] {
  return Object.entries(keys).flatMap(([field, key]) =>
    typeof key !== "string" || isReadableKey(key)
      ? []
      : [
          {
            severity: "warning",
            code: "unreadable_key" satisfies IssueCode,
            field,
            message: `keeps its value as "${key}", which is not a name that conditions and { } can read: use letters, digits and _ only`,
            params: { key },
          },
        ],
  );
}
