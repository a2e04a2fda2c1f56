import { type ConfigIssue, defineNode } from "../../engine/define-node.ts";
import { newEnvironment } from "../../engine/template.ts";
import type { Context, Json } from "../../engine/types.ts";
import { checkKeys } from "../../engine/validate/check-keys.ts";
import type { Environment } from "../../engine/values/environment.ts";
import { toNumber } from "../../engine/values/numbers.ts";
import { isBegunData } from "../../json/begun-data.ts";
import { equals } from "../../engine/values/values.ts";
import { type Change, intoOf, type SetContextConfig, setContextConfig, takesValue } from "./config.ts";
import { textsIn, valueOf } from "./value.ts";

/** Codes of the issues that only this type has. */
export type SetContextIssue = "nothing_to_set" | "change_without_key" | "built_in_key" | "bad_position" | "unfinished_data";

const BUILT_IN = new Set(["contact", "message", "last_message", "earlier"]);

export const setContext = defineNode<SetContextConfig>({
  type: "set_context",
  family: "decide",
  config: setContextConfig,
  defaults: { set: [{ key: "", op: "set", value: "" }] },
  exits: () => ["next"],
  summary: ({ set }) => set.map(({ key, op, value }) => `${op} ${key ?? ""} ${typeof value === "string" ? value : ""}`.trim()).join(" · "),
  templates: ({ set }) =>
    Object.fromEntries(set.flatMap((change, index) => (takesValue(change) ? textsIn(change.value, `set.${index}.value`) : []))),
  sets: ({ set }) => [
    ...new Set(set.flatMap((change) => (change.key === null ? [] : [change.key, ...(change.op === "take" ? [intoOf(change)] : [])]))),
  ],

  check({ set }) {
    const found = set.flatMap(({ key, op, value }, index): (ConfigIssue & { code: SetContextIssue })[] => {
      const field = `set.${index}.key`;
      if (key === null)
        return [{ severity: "warning", code: "change_without_key", field, message: "has a change that does not say of what" }];
      if (BUILT_IN.has(key)) {
        const message = `writes over "${key}", which Siga itself keeps there`;
        return [{ severity: "warning", code: "built_in_key", field, message, params: { key } }];
      }
      if (op === "take" && typeof value === "string" && !value.includes("{") && positionOf(value, newEnvironment()) === null) {
        const message = "takes an item that is neither first, last nor a number";
        return [{ severity: "error", code: "bad_position", field: `set.${index}.value`, message }];
      }
      if (op !== "take" && takesValue({ op }) && typeof value === "string" && isBegunData(value)) {
        const message = "keeps as a text what begins like a list or an object and is not valid";
        return [{ severity: "warning", code: "unfinished_data", field: `set.${index}.value`, message }];
      }
      return [];
    });
    if (set.length === 0) found.push({ severity: "warning", code: "nothing_to_set", field: "set", message: "changes nothing" });
    const keys = set.flatMap(({ key, into }, index) => [
      [`set.${index}.key`, key],
      [`set.${index}.into`, into],
    ]);
    return [...found, ...checkKeys(Object.fromEntries(keys) as Context)];
  },

  enter(input) {
    const env = newEnvironment(input.locale);
    const changed: Context = {};
    for (const [index, change] of input.config.set.entries()) {
      if (change.key === null) continue;
      // Each sees what the one before it did.
      const context = { ...input.context, ...changed };
      const value = takesValue(change) ? valueOf(change.value, `set.${index}.value`, context, env) : null;
      Object.assign(changed, apply(change, change.key, value, context[change.key] ?? null, env));
    }
    return { exit: "next", ...(Object.keys(changed).length > 0 && { set: changed }) };
  },
});

function apply(change: Change, key: string, value: Json, before: Json, env: Environment): Context {
  const items = Array.isArray(before) ? before : before === null ? [] : [before];
  switch (change.op) {
    case "set":
      return { [key]: value };
    case "clear":
      return { [key]: null };
    case "append":
      return { [key]: [...items, value] };
    case "remove":
      return { [key]: items.filter((item) => !equals(item, value, env)) };
    case "take": {
      const position = positionOf(value, env);
      // What is no position takes nothing, rather than an item that nobody named.
      const index = position === null ? -1 : position > 0 ? position - 1 : items.length + position;
      return { [key]: items.filter((_, at) => at !== index), [intoOf(change)]: items[index] ?? null };
    }
  }
}

/** From 1, or from -1 counted from the end; null for what is none. Blank is the first. */
function positionOf(value: Json, env: Environment): number | null {
  const word = typeof value === "string" ? value.trim().toLowerCase() : value;
  if (word === "" || word === "first" || word === null) return 1;
  if (word === "last") return -1;
  const number = toNumber(word, env.language);
  return number !== null && Number.isInteger(number) && number !== 0 ? number : null;
}
