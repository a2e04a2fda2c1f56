import { canConsume, waitsFor } from "./can-consume.ts";
import type { CompiledFlow } from "./compile.ts";
import { toContext } from "./context.ts";
import { failureWords } from "./failure-words.ts";
import { countQuiet } from "./quiet-limits.ts";
import type { ExecutionStatus } from "./status.ts";
import { type Problem, problem } from "./problem/problem.ts";
import type { Context, Effect, Event, ExecutionState, Quiet, Step, Visit, WaitingFor, WaitName } from "./types.ts";
import { visitToken } from "./token.ts";
import { Budget, sharing } from "./values/budget.ts";
import { type VisitInput, type VisitResult, visitNode } from "./visit.ts";

export const MAX_VISITS_WITHOUT_WAITING = 100;
export const MAX_VISITS_SINCE_MESSAGE = 1000;
/** For all texts and conditions of a step together; each of them alone may do a third of it. */
export const STEP_WORK = 3_000_000;

/** While it waits; for anything else, which is a call, it is `running`. */
const STATUS_WHILE_WAITING: { [kind in WaitName]?: ExecutionStatus } = { message: "waiting", timer: "scheduled" };

/**
 * Moves an execution on by one event: visits nodes until one waits or the execution ends.
 * Pure, and never throws for what a flow or a contact did: such a problem ends the execution as `failed` with a reason.
 * An event that can not be consumed now (see `canConsume`) changes nothing. `newestEntry`: of the contact's mailbox, as it is
 * while this step is taken and stored.
 */
export function step(flow: CompiledFlow, state: ExecutionState, event: Event, newestEntry = 0): Step {
  if (!canConsume(state, event)) return { state, effects: [], visits: [] };
  return sharing(new Budget(STEP_WORK), () => visitAll(flow, state, event, newestEntry));
}

function visitAll(flow: CompiledFlow, state: ExecutionState, event: Event, newestEntry: number): Step {
  const effects: Effect[] = [];
  const visits: Visit[] = [];
  const isStart = event.type === "execution_started";
  const isEntry = isStart || event.type === "execution_retried";
  let nodeId = isStart ? flow.start : state.nodeId;
  let context = state.context;
  const isHeard = event.type === "message_received";
  const startsAnew = isHeard || event.type === "execution_retried";
  const quietVisits = startsAnew ? 0 : state.visitsSinceMessage;
  let quiet: Quiet = startsAnew ? {} : (state.quiet ?? {});
  let askedAfter = isHeard ? undefined : state.askedAfter;
  let fellBack = startsAnew ? undefined : state.fellBack;
  const listenedAt = (waitsFor(state).includes("message") ? state.nodeId : null) ?? state.listenedAt;

  const rest = (status: ExecutionStatus, waitingFor: WaitingFor | null, why: Problem | null): Step => ({
    state: {
      status,
      nodeId,
      context,
      waitingFor,
      visitCount: state.visitCount + visits.length,
      visitsSinceMessage: quietVisits + visits.length,
      ...(Object.keys(quiet).length > 0 && { quiet }),
      ...(askedAfter !== undefined && { askedAfter }),
      ...(listenedAt !== undefined && { listenedAt }),
      ...(fellBack && { fellBack }),
      ...(state.nonce !== undefined && { nonce: state.nonce }),
      ...(state.hops !== undefined && { hops: state.hops }),
      reason: why?.message ?? null,
      ...(why && { problem: why }),
    },
    effects,
    visits,
  });

  const refuse = (decided: readonly Effect[]): Problem | null => {
    const counted = countQuiet(quiet, decided, event.at);
    if ("problem" in counted) return counted.problem;
    quiet = counted.quiet;
    return null;
  };

  let input: Omit<VisitInput, "token" | "stopped"> = {
    at: event.at,
    refuse,
    context,
    eventContext: eventContext(event),
    resume: isEntry ? null : { event, data: state.waitingFor?.data ?? {} },
  };

  for (;;) {
    if (nodeId === null) return rest("failed", null, problem("no_start"));

    const seq = state.visitCount + visits.length + 1;
    const visited = visitNode(flow, nodeId, {
      ...input,
      token: visitToken(seq, state.nonce),
      stopped: limitReached(visits.length, quietVisits),
    });
    const { then } = visited;
    context = visited.context;
    const mayFallBack = "end" in then && then.end === "failed" && !then.isFinal && !fellBack;
    const words = mayFallBack && !visited.told ? failureWords(flow, context, event.at).filter((effect) => refuse([effect]) === null) : [];
    const result = { ...visited, effects: [...visited.effects, ...words] };
    effects.push(...result.effects);
    visits.push(record(result, seq, nodeId, event));
    if (result.asked) askedAfter = newestEntry;

    if ("wait" in then) return rest(STATUS_WHILE_WAITING[then.wait.kind] ?? "running", then.wait, null);
    if ("to" in then) nodeId = then.to;
    else if (mayFallBack && listenedAt !== undefined) {
      // Once, until the contact has been heard: what fails again without a word from them ends.
      fellBack = true;
      nodeId = listenedAt;
    } else return rest(then.end, null, then.reason);
    input = { at: event.at, refuse, context, eventContext: null, resume: null };
  }
}

function limitReached(visitsInThisStep: number, quietVisits: number): Problem | null {
  if (visitsInThisStep >= MAX_VISITS_WITHOUT_WAITING) return problem("visits_without_waiting", { most: MAX_VISITS_WITHOUT_WAITING });
  if (quietVisits + visitsInThisStep < MAX_VISITS_SINCE_MESSAGE) return null;
  return problem("visits_since_message", { most: MAX_VISITS_SINCE_MESSAGE });
}

/** What an event brings into the context. */
function eventContext(event: Event): Context | null {
  if (event.type !== "execution_started" && event.type !== "message_received") return null;
  const given = event.type === "execution_started" && event.context ? toContext(event.context) : {};
  if (!event.message) return given;
  const { id, type, text, data } = event.message;
  return { ...given, last_message: text, message: toContext({ id, type, text, data: data ?? {} }) };
}

function record({ then, ...result }: VisitResult, seq: number, nodeId: string, event: Event): Visit {
  const outcome = "to" in then ? "left" : "wait" in then ? "waits" : then.end === "failed" ? "failed" : "ended";
  return {
    seq,
    nodeId,
    nodeType: result.nodeType,
    event: event.type,
    at: event.at,
    exit: result.exit,
    transitionId: "to" in then ? then.transitionId : null,
    outcome,
    changes: result.changes,
    effects: result.effects,
    note: result.note,
  };
}
