import type { Trigger } from "../trigger-types.ts";
import { type Collision, covers } from "../triggers/collide.ts";
import { isEverDue, parseCron } from "../triggers/cron.ts";
import { compareTriggers } from "../triggers/match.ts";
import type { FlowGraph } from "../types.ts";
import { foldedWords } from "../values/normal-text.ts";
import { flowIssue, type Issue } from "./issue.ts";

/** Triggers that begin nothing, or that never get a turn. `field` is `triggers.<id>`. */
export function triggerIssues({ triggers = [] }: FlowGraph): Issue[] {
  const ordered = triggers.map((trigger) => ({ flowId: 0, flowVersionId: 0, trigger })).toSorted(compareTriggers);
  return triggers.flatMap((trigger) => {
    const own = ownIssues(trigger);
    if (own.length > 0) return own;
    const place = ordered.findIndex((each) => each.trigger === trigger);
    const before = ordered.slice(0, place).find((each) => covers(each.trigger, trigger));
    if (before === undefined) return [];
    const { type, priority } = before.trigger;
    const message = `The trigger "${trigger.type}" of priority ${trigger.priority} never has a turn: "${type}" of priority ${priority} takes all of it before.`;
    const params = { trigger: trigger.type, priority: trigger.priority, other: type, other_priority: priority };
    return [flowIssue({ severity: "warning", code: "trigger_never_reached", field: fieldOf(trigger), message, params })];
  });
}

/** Two triggers of two flows of which only the flows' age decides. */
export function collisionIssue({ mine, other, shared }: Collision, flow: string): Issue {
  const { priority } = mine.trigger;
  const [by, named] = shared.length === 0 ? ["", ""] : [` (${shared.join(", ")})`, `(${shared.join(", ")})`];
  const message = `A trigger ties with that of the flow "${flow}": both are "${other.trigger.type}" of priority ${priority}${by}. The older flow's comes first.`;
  const params = { flow, priority, shared: named };
  return flowIssue({ severity: "warning", code: "trigger_collides", field: fieldOf(mine.trigger), message, params });
}

const fieldOf = ({ id }: Trigger): string => `triggers.${id}`;

function ownIssues(trigger: Trigger): Issue[] {
  const field = fieldOf(trigger);
  if (trigger.type === "words" && trigger.words.every((word) => foldedWords(word).length === 0)) {
    return [flowIssue({ severity: "error", code: "trigger_without_words", field, message: "A trigger by words has no word." })];
  }
  if (trigger.type !== "schedule") return [];
  const cron = parseCron(trigger.cron);
  const issues: Issue[] = [];
  if (cron === null || !isEverDue(cron)) {
    const message = `A schedule is "${trigger.cron}", which ${cron === null ? "are not the five fields of cron" : "is no day that there is"}.`;
    issues.push(flowIssue({ severity: "error", code: "trigger_bad_cron", field, message, params: { cron: trigger.cron } }));
  }
  if (trigger.labels.every((label) => label.trim() === "")) {
    const message = "A schedule names no label, and so nobody whom it begins the flow for.";
    issues.push(flowIssue({ severity: "error", code: "trigger_without_audience", field, message }));
  }
  return issues;
}
