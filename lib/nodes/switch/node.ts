import { defineNode, type NodeInput } from "../../engine/define-node.ts";
import { inField } from "../../engine/render-field.ts";
import { newEnvironment, renderValue } from "../../engine/template.ts";
import type { Context, Json } from "../../engine/types.ts";
import { LimitError } from "../../engine/values/budget.ts";
import type { Environment } from "../../engine/values/environment.ts";
import { toText } from "../../engine/values/values.ts";
import { ProblemError } from "../../engine/problem/problem.ts";
import { checkSwitch } from "./check.ts";
import { asTemplate, type Case, labelOf, OTHERWISE, type SwitchConfig, switchConfig, writtenWith } from "./config.ts";
import { fulfilled, TESTS } from "./tests.ts";

export const switchNode = defineNode<SwitchConfig>({
  type: "switch",
  family: "decide",
  config: switchConfig,
  defaults: { value: "{{ last_message }}", cases: [] },
  exits: ({ cases }) => [...cases.map(({ id }) => id), OTHERWISE],
  exitLabel: ({ cases }, exit) => {
    const one = cases.find(({ id }) => id === exit);
    return one === undefined ? null : (labelOf(one) ?? one.id);
  },
  summary: ({ value, cases }) => `${value.trim() === "" ? "last_message" : value} ? ${cases.map(({ id }) => id).join(" | ")}`,
  templates: ({ value, cases }) => ({
    value: asTemplate(value),
    ...Object.fromEntries(
      cases.flatMap((one, index) =>
        TESTS[one.test] === "nothing" ? [] : one.with.map((written, at) => [`cases.${index}.with.${at}`, written] as const),
      ),
    ),
  }),
  sets: ({ save_as }) => (save_as === null ? [] : [save_as]),
  check: checkSwitch,

  enter(input) {
    const { config, context, locale } = input;
    const env = newEnvironment(locale);
    const value = inField("value", () => renderValue(asTemplate(config.value), context, { environment: env }));
    let taken: { id: string; match: Json } = { id: OTHERWISE, match: null };
    for (const [index, one] of config.cases.entries()) {
      const found = inField(`cases.${index}.with`, () => tried(one, value, input, env));
      if (found === undefined) continue;
      taken = { id: one.id, match: found.match };
      break;
    }
    const kept: Context = { value, category: taken.id, input: toText(value, env), match: taken.match };
    return { exit: taken.id, ...(config.save_as !== null && { set: { [config.save_as]: kept } }) };
  },
});

function tried(one: Case, value: Json, { context }: NodeInput<SwitchConfig>, env: Environment): { match: Json } | undefined {
  const operands = writtenWith(one).flatMap((written) => {
    const operand = renderValue(written, context, { environment: env });
    return Array.isArray(operand) ? operand : [operand];
  });
  try {
    return fulfilled(one.test, { value, contact: context["contact"] ?? null, operands }, env);
  } catch (error) {
    throw error instanceof LimitError ? new ProblemError(error.problem) : error;
  }
}
