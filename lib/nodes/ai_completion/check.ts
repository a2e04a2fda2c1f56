import type { ConfigIssue } from "../../engine/define-node.ts";
import type { Json } from "../../engine/types.ts";
import { checkKeys } from "../../engine/validate/check-keys.ts";
import type { AiConfig } from "./config.ts";

/** Codes of the issues that only this type has. */
export type AiIssue = "open_key";

/** Names under which keys travel; `max_tokens` and the like are none. */
const KEY_NAME =
  /^(x_?)?(api_?(key|token|secret)|auth(entication|orization)?|credentials?|passw(or)?d|secret(_?key)?|token|(access|auth|bearer|id|refresh|session|client)_?(key|token|secret)|private_?key|bearer|subscription_?key|ocp_apim_subscription_key)$/i;

/** What an author should hear of before publishing. */
export function checkAi({ context_key, response_alias, history_context_key, extra_body }: AiConfig): ConfigIssue[] {
  const [name] = keyNames(extra_body);
  const open: ConfigIssue[] =
    name === undefined
      ? []
      : [
          {
            severity: "error",
            code: "open_key" satisfies AiIssue,
            field: "extra_body",
            message: `sends "${name}" with its request, which everybody who sees the flow can read: the AI service's key is a setting of the installation`,
            params: { name },
          },
        ];
  return [...open, ...checkKeys({ context_key, response_alias, history_context_key })];
}

function keyNames(value: Json): string[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(keyNames);
  return Object.entries(value).flatMap(([name, inner]) => (KEY_NAME.test(name.trim().replaceAll("-", "_")) ? [name] : keyNames(inner)));
}
