import { z } from "zod";
import { type ConfigIssue, defineNode } from "../../engine/define-node.ts";
import { contextKey, exitId, flag, list, optionalNumber, refuseSameIds } from "../../engine/options.ts";
import { checkKeys } from "../../engine/validate/check-keys.ts";
import { chanceOf } from "../../engine/values/chance.ts";
import { isRecord } from "../../engine/values/values.ts";

/** Codes of the issues that only this type has. */
export type RandomSplitIssue = "no_branches" | "branch_without_weight" | "single_branch";
/** Codes of the problems that only this type has. */
export type RandomSplitProblem = "nothing_to_split";

export const MAX_BRANCHES = 20;
export const MAX_WEIGHT = 1_000_000;

export const randomSplitConfig = z.object({
  branches: list(
    z.object({
      id: exitId([]),
      /** Of the sum of all: 1 and 3 are a quarter and three quarters. */
      weight: optionalNumber({ min: 0, max: MAX_WEIGHT }).transform((weight) => weight ?? 1),
    }),
    MAX_BRANCHES,
  ).check(refuseSameIds),
  /** Whether the same contact always goes the same way here. */
  sticky: flag(false),
  /** Keeps the id of the branch. */
  context_key: contextKey({ isNew: true }),
});
type Config = z.infer<typeof randomSplitConfig>;
type Branch = Config["branches"][number];

const NOTHING = { code: "nothing_to_split" satisfies RandomSplitProblem, params: {}, message: "no branch has a weight" };

const sumOf = (branches: readonly Branch[]): number => branches.reduce((sum, { weight }) => sum + weight, 0);

/** The branch at this part of the whole; undefined where none has a weight. */
function branchAt(branches: readonly Branch[], part: number): Branch | undefined {
  let left = part * sumOf(branches);
  const weighty = branches.filter(({ weight }) => weight > 0);
  return weighty.find(({ weight }) => (left -= weight) < 0) ?? weighty.at(-1);
}

export const randomSplit = defineNode<Config>({
  type: "random_split",
  family: "decide",
  config: randomSplitConfig,
  defaults: {
    branches: [
      { id: "a", weight: 50 },
      { id: "b", weight: 50 },
    ],
    sticky: true,
  },
  exits: ({ branches }) => branches.map(({ id }) => id),
  exitLabel: ({ branches }, exit) => {
    const branch = branches.find(({ id }) => id === exit);
    const sum = sumOf(branches);
    return branch === undefined || sum === 0 ? null : `${exit} · ${Math.round((100 * branch.weight) / sum)} %`;
  },
  summary: ({ branches }) => branches.map(({ id, weight }) => `${id}: ${weight}`).join(" | "),
  templates: () => ({}),
  sets: ({ context_key }) => (context_key === null ? [] : [context_key]),

  check({ branches, context_key }) {
    const found = (
      severity: ConfigIssue["severity"],
      code: RandomSplitIssue,
      field: string,
      message: string,
      id?: string,
    ): ConfigIssue => ({
      severity,
      code,
      field,
      message,
      ...(id !== undefined && { params: { id } }),
    });
    const issues =
      sumOf(branches) === 0
        ? [found("error", "no_branches", "branches", "has no branch with a weight: nobody gets on from here")]
        : branches.flatMap(({ id, weight }, index) =>
            weight > 0
              ? []
              : [found("warning", "branch_without_weight", `branches.${index}.weight`, `sends nobody to the branch "${id}"`, id)],
          );
    if (branches.length === 1) issues.push(found("warning", "single_branch", "branches", "has one branch only: nothing is split"));
    return [...issues, ...checkKeys({ context_key })];
  },

  enter({ config: { branches, sticky, context_key }, context, token, nodeId }) {
    const contact = sticky ? context["contact"] : undefined;
    const known = isRecord(contact) ? [contact["phone"], contact["user_id"]].find((one) => typeof one === "string") : undefined;
    const branch = branchAt(branches, chanceOf(typeof known === "string" ? `${known} ${nodeId}` : token));
    if (branch === undefined) return { end: "failed", reason: NOTHING };
    return { exit: branch.id, ...(context_key !== null && { set: { [context_key]: branch.id } }) };
  },
});
