import { SECRET_NAME } from "../../secrets/rules.ts";
import { problem } from "../problem/problem.ts";
import { LimitError } from "../values/budget.ts";
import type { Keys } from "./placeholders.ts";

/** The name under which texts reach secrets, which are in no context: `{{ secret.name }}`. */
export const SECRET_ROOT = "secret";

/** What `{{ secret.name }}` writes, by name. */
export type SecretMarks = Readonly<Record<string, string>>;

/**
 * The secret that these keys read; null where they read none. `isWritten`: the text writes it out as it is.
 * Filtered, compared or looped over it would no longer be found by the code that puts the value in its place: refused.
 */
export function secretRead(keys: Keys, isWritten: boolean): string | null {
  const [root, name, ...rest] = keys;
  if (root !== SECRET_ROOT || name === undefined) return null;
  if (!isWritten || typeof name !== "string" || !SECRET_NAME.test(name) || rest.length > 0)
    throw new LimitError("not_allowed", problem("secret_misread"));
  return name;
}
