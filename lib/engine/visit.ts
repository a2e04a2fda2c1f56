import type { CompiledFlow, CompiledNode, CompiledTransition } from "./compile.ts";
import { evaluateParsed, isTruthy } from "./condition.ts";
import { CONTEXT_LIMIT, toContext } from "./context.ts";
import { fitContext } from "./fit-context.ts";
import { localeOf } from "./flow-settings.ts";
import { findFlow } from "./frames.ts";
import type { Begin, FrameEnd, Outcome, ResumeEvent } from "./define-node.ts";
import { type Problem, problem, ProblemError, toProblem } from "./problem/problem.ts";
import { cutText } from "./values/cut-text.ts";
import type { CallbackAddresses, Context, Effect, FlowLocale, TriedCondition, WaitingFor } from "./types.ts";

/** How an execution comes to a node. */
export interface VisitInput {
  at: number;
  /** When the contact was last heard. */
  heardAt: number | undefined;
  token: string;
  /** How many frames lie under the one in which it happens. */
  framesBelow: number;
  /** Absent where nobody can be called back. */
  callbacks: CallbackAddresses | undefined;
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
  /** See `Visit`; empty where none was tried. */
  conditions: TriedCondition[];
  note: string | null;
  /** Whether a question was sent, see `asks` of the node type. */
  asked: boolean;
  /** Whether the contact has already been told of the failure; see `told` of the outcome. */
  told: boolean;
  then:
    | { to: string; transitionId: string }
    | { wait: WaitingFor }
    | { begin: Begin }
    | { end: Exclude<FrameEnd, "failed">; reason: null }
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
    conditions: [],
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
  if ("begin" in outcome) return { ...done, then: { begin: outcome.begin } };
  if ("end" in outcome) {
    if (outcome.end === "failed") return fail(done, inNode(node, outcome.reason ?? problem("no_reason")));
    return { ...done, then: { end: outcome.end, reason: null } };
  }
  return leave(node, { ...done, exit: outcome.exit }, outcome.unhandled, localeOf(flow.settings, input.at));
}

function act(
  flow: CompiledFlow,
  node: CompiledNode,
  { at, heardAt, token, callbacks, resume, framesBelow }: VisitInput,
  context: Context,
): Outcome {
  const { settings, calendars, contactFields } = flow;
  if ("problem" in node.code) throw new ProblemError(node.code.problem);
  const { type, config } = node.code;
  const input = {
    ...{ config, context, at, token, nodeId: node.id, connected: [...node.exits.keys()] },
    locale: { ...localeOf(settings, at), ...(callbacks && { callbacks }) },
    ...(heardAt !== undefined && { heardAt }),
    ...(settings?.transcribe_voice === true && { transcribesVoice: true as const }),
    ...(type.begins && { findFlow: (flowId: number, mode: Begin["mode"]) => findFlow(flow, framesBelow, flowId, mode) }),
    ...(type.readsCalendars === true && calendars !== undefined && { calendars }),
    ...(type.readsContactFields === true && contactFields !== undefined && { contactFields }),
  };
  if (!resume) return type.enter({ ...input, data: {} });
  if (!type.resume) throw new ProblemError(problem("cannot_resume"));
  return type.resume({ ...input, data: resume.data }, resume.event);
}

const asks = ({ code }: CompiledNode): boolean => "type" in code && code.type.asks === true;

/** The first transition of the exit whose condition is empty or true. */
function leave(node: CompiledNode, arrived: PartialResult, unhandled: Problem | undefined, locale: FlowLocale): VisitResult {
  const conditions: TriedCondition[] = [];
  const result = { ...arrived, conditions };
  for (const { id, to, written, condition, problem: unreadable } of node.exits.get(result.exit ?? "") ?? []) {
    if (condition === null && unreadable === null) return { ...result, then: { to, transitionId: id } };
    try {
      const value = holds({ condition, problem: unreadable }, result.context, locale);
      conditions.push({ transitionId: id, value });
      if (value) return { ...result, then: { to, transitionId: id } };
    } catch (error) {
      conditions.push({ transitionId: id, value: null });
      return fail(result, inNode(node, conditionProblem(conditions.length, id, written, error)));
    }
  }
  if (unhandled !== undefined) return fail(result, inNode(node, unhandled));
  return { ...result, then: { end: "completed", reason: null } };
}

/** `order`: from 1, among the conditions of the exit. */
function conditionProblem(order: number, transition: string, condition: string, error: unknown): Problem {
  return problem("in_numbered_condition", { order, transition, condition: shortened(condition), problem: toProblem(error) });
}

/** A reason is read in lists, too. */
const LONGEST_QUOTE = 120;
const shortened = (text: string): string => (text.length > LONGEST_QUOTE ? `${cutText(text, LONGEST_QUOTE)}…` : text);

function holds({ condition, problem }: Pick<CompiledTransition, "condition" | "problem">, context: Context, locale: FlowLocale): boolean {
  if (problem !== null) throw new ProblemError(problem);
  return condition === null || isTruthy(evaluateParsed(condition, context, locale));
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
