import type { CompiledFlow, CompiledNode, CompiledTransition } from "./compile.ts";
import { evaluateParsed, isTruthy } from "./condition.ts";
import { CONTEXT_LIMIT, toContext } from "./context.ts";
import { fitContext } from "./fit-context.ts";
import { localeOf } from "./flow-settings.ts";
import type { Outcome, ResumeEvent } from "./define-node.ts";
import { type Problem, problem, ProblemError, toProblem } from "./problem/problem.ts";
import type { Context, Effect, FlowLocale, WaitingFor } from "./types.ts";

/** How an execution comes to a node. */
export interface VisitInput {
  at: number;
  token: string;
  context: Context;
  /** What the event adds to the context before the node acts. */
  eventContext: Context | null;
  /** The event that the node waited for, and what it noted then; null when the node is entered. */
  resume: { event: ResumeEvent; data: Context } | null;
  /** Why the node may not act any more. */
  stopped: Problem | null;
  /** Why it may not do this any more; where it may, it is counted. */
  refuse(effects: readonly Effect[]): Problem | null;
}

/** What came of it. */
export interface VisitResult {
  nodeType: string;
  context: Context;
  changes: Context;
  effects: Effect[];
  exit: string | null;
  note: string | null;
  /** Whether a question was sent, see `asks` of the node type. */
  asked: boolean;
  /** Whether the contact need not hear of a failure, see `told` of the outcome. */
  told: boolean;
  then:
    | { to: string; transitionId: string }
    | { wait: WaitingFor }
    | { end: "completed"; reason: null }
    /** `isFinal`: by a limit, which no other way gets round. */
    | { end: "failed"; reason: Problem; isFinal: boolean };
}

type PartialResult = Omit<VisitResult, "then">;

/** Lets one node act and finds the way on from it. Never throws. */
export function visitNode(flow: CompiledFlow, nodeId: string, input: VisitInput): VisitResult {
  const node = flow.nodes.get(nodeId) ?? missingNode(nodeId);
  const before: PartialResult = {
    nodeType: node.typeName,
    context: input.context,
    changes: {},
    effects: [],
    exit: null,
    note: null,
    asked: false,
    told: false,
  };

  const received = write(before, input.eventContext);
  if (!received) return fail(before, inNode(node, TOO_MUCH));
  if (input.stopped !== null) return fail(received, input.stopped, true);

  let outcome: Outcome;
  try {
    outcome = act(flow, node, input, received.context);
  } catch (error) {
    return fail(received, inNode(node, toProblem(error)));
  }

  const effects = outcome.effects ?? [];
  const refused = input.refuse(effects);
  if (refused !== null) return fail(received, refused, true);

  const written = write(received, outcome.set ? toContext(outcome.set) : null);
  if (!written) return fail(received, inNode(node, TOO_MUCH));
  const asked = input.resume === null && asks(node) && effects.some((effect) => "message" in effect);
  const done = { ...written, effects, note: outcome.note ?? written.note, asked, told: outcome.told === true };

  if ("wait" in outcome) return { ...done, then: { wait: { ...outcome.wait, kind: outcome.wait.for[0], token: input.token } } };
  if ("end" in outcome) {
    if (outcome.end === "failed") return fail(done, inNode(node, outcome.reason ?? problem("no_reason")));
    return { ...done, then: { end: "completed", reason: null } };
  }
  return leave(node, { ...done, exit: outcome.exit }, outcome.unhandled, localeOf(flow.settings, input.at));
}

function act({ settings }: CompiledFlow, node: CompiledNode, { at, token, resume }: VisitInput, context: Context): Outcome {
  if ("problem" in node.code) throw new ProblemError(node.code.problem);
  const { type, config } = node.code;
  const input = { config, context, at, token, locale: localeOf(settings, at) };
  if (!resume) return type.enter({ ...input, data: {} });
  if (!type.resume) throw new ProblemError(problem("cannot_resume"));
  return type.resume({ ...input, data: resume.data }, resume.event);
}

const asks = ({ code }: CompiledNode): boolean => "type" in code && code.type.asks === true;

/** The first transition of the exit whose condition is empty or true. */
function leave(node: CompiledNode, result: PartialResult, unhandled: Problem | undefined, locale: FlowLocale): VisitResult {
  for (const transition of node.exits.get(result.exit ?? "") ?? []) {
    try {
      if (holds(transition, result.context, locale)) {
        return { ...result, then: { to: transition.to, transitionId: transition.id } };
      }
    } catch (error) {
      return fail(result, inNode(node, problem("in_condition", { transition: transition.id, problem: toProblem(error) })));
    }
  }
  if (unhandled !== undefined) return fail(result, inNode(node, unhandled));
  return { ...result, then: { end: "completed", reason: null } };
}

function holds(transition: CompiledTransition, context: Context, locale: FlowLocale): boolean {
  if (transition.problem !== null) throw new ProblemError(transition.problem);
  return transition.condition === null || isTruthy(evaluateParsed(transition.condition, context, locale));
}

/** The result with more in its context; null when it would grow beyond what an execution may carry, and nothing can give way. */
function write(result: PartialResult, added: Context | null): PartialResult | null {
  if (added === null) return result;
  const fitted = fitContext(result.context, added);
  if (fitted === null) return null;
  const { context, changes, gaveWay } = fitted;
  return { ...result, context, changes: { ...result.changes, ...changes }, note: gaveWay ? SHORTENED : result.note };
}

const SHORTENED = "context_shortened";

const TOO_MUCH = problem("context_too_large", { kilobytes: CONTEXT_LIMIT / 1024 });

function fail(result: PartialResult, reason: Problem, isFinal = false): VisitResult {
  return { ...result, exit: null, note: reason.message, then: { end: "failed", reason, isFinal } };
}

function inNode({ name, typeName }: CompiledNode, what: Problem): Problem {
  return problem("in_node", { node: name, node_type: typeName, problem: what });
}

function missingNode(id: string): CompiledNode {
  return { id, name: id, typeName: "", code: { problem: problem("no_such_node") }, exits: new Map() };
}
