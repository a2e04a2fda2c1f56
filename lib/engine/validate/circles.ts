import { cycles, type FlowMap, type ReadyNode } from "./flow-map.ts";
import { type Issue, nodeIssue } from "./issue.ts";

/** From here on a delay has a purpose, such as a reminder. */
const LONG_SECONDS = 3_600;

/**
 * Circles that nothing holds up, and circles that write to the contact or cost something, round after round, without a word from the
 * contact: neither a timer nor a model is one. What goes round by hours, or by the time-outs of a node that listens, is only warned of.
 */
export function circleIssues(map: FlowMap): Issue[] {
  const busy = cycles(map, (ready) => !waits(ready));
  const deaf = cycles(
    map,
    (ready) => !listens(ready),
    (ready, exit) => delayOf(ready, exit) < LONG_SECONDS,
  ).filter((ready) => ready.some(waits) && ready.some((each) => sends(each) || each.type.costs === "money"));
  const told = new Set([...busy, ...deaf].flat());
  const slow = cycles(
    map,
    () => true,
    (ready, exit) => !listensBy(ready, exit),
  ).filter((ready) => ready.some((each) => sends(each) || each.type.costs !== undefined) && !ready.some((each) => told.has(each)));
  return [
    ...busy.flatMap((circle) =>
      issue(circle, "error", "cycle_without_wait", "this circle never waits, so it would run for ever. Let one of its nodes wait."),
    ),
    ...deaf.flatMap((circle) => issue(circle, "error", ...WITHOUT_LISTENING)),
    ...slow.flatMap((circle) => issue(circle, "warning", ...WITHOUT_LISTENING)),
  ];
}

const WITHOUT_LISTENING = [
  "cycle_without_listening",
  "this circle writes or asks, again and again, without a word from the contact. Let one of its nodes listen to the contact.",
] as const;

function issue(
  circle: readonly ReadyNode[],
  severity: Issue["severity"],
  code: "cycle_without_wait" | "cycle_without_listening",
  what: string,
): Issue[] {
  const [first] = circle;
  if (!first) return [];
  const nodes = circle.map(({ node }) => node.name);
  const message = `${nodes.map((name) => `"${name}"`).join(", ")}: ${what}`;
  return [nodeIssue(first.node, { severity, code, message, params: { nodes } })];
}

const waits = ({ type, config }: ReadyNode): boolean => type.waits?.(config) === true;
const sends = ({ type, config }: ReadyNode): boolean => type.sends?.(config) === true;
const listensBy = ({ type, config }: ReadyNode, exit: string): boolean => type.listens?.(config, exit) === true;
const listens = (ready: ReadyNode): boolean => ready.type.exits(ready.config).some((exit) => listensBy(ready, exit));
const delayOf = ({ type, config }: ReadyNode, exit: string): number => type.delaySeconds?.(config, exit) ?? 0;
