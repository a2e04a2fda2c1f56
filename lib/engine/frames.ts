import type { CompiledFlow } from "./compile.ts";
import type { Begin } from "./define-node.ts";
import { SHARED_KEYS } from "./context.ts";
import { type Problem, problem } from "./problem/problem.ts";
import { isOpen } from "./status.ts";
import type { Context, Event, ExecutionState, FlowReference, Frame, FrameFlow, Visit } from "./types.ts";

/**
 * One execution, a stack of frames: the one that acts is the state itself, those under it are in `below`. A frame is put on another one
 * in two ways: a node begins a flow and waits for its end (`child`), or something interrupts what waits for whatever it likes.
 */

/** So many frames may lie under one. */
export const MAX_FRAMES_BELOW = 10;

const NOTHING: CompiledFlow = { start: null, nodes: new Map() };

/** The flow that a frame is in. `own`: that of its execution. */
export function flowOfFrame(own: CompiledFlow, { flow }: Pick<Frame, "flow">): CompiledFlow {
  if (flow === undefined) return own;
  const { flows } = own;
  const found = flows?.version(flow.flowVersionId) ?? NOTHING;
  return flows === undefined ? found : { ...found, flows };
}

export function frameOf({ flow, nodeId, context, waitingFor, askedAfter, listenedAt }: Frame): Frame {
  return {
    ...{ nodeId, context, waitingFor },
    ...(flow && { flow }),
    ...(askedAfter !== undefined && { askedAfter }),
    ...(listenedAt !== undefined && { listenedAt }),
  };
}

/** A frame in which nothing has been visited. */
export const newFrame = (flow: FrameFlow, own: CompiledFlow): Frame => ({
  flow,
  nodeId: flowOfFrame(own, { flow }).start,
  context: {},
  waitingFor: null,
});

/**
 * A frame that had been interrupted waits on as it did, for what it waited for; what it finds anew is who the contact is and what they said
 * last, and the visit is there to say so.
 */
export function comeBack(flow: CompiledFlow, frame: Frame, over: Frame, seq: number, event: Event): { frame: Frame; visit: Visit } {
  const changes = sharedOf(over.context);
  const nodeId = frame.nodeId ?? "";
  const visit: Visit = {
    seq,
    ...(frame.flow && { flow: frame.flow }),
    nodeId,
    nodeType: flow.nodes.get(nodeId)?.typeName ?? "",
    event: event.type,
    at: event.at,
    exit: null,
    transitionId: null,
    outcome: "waits",
    changes,
    effects: [],
    note: "came_back",
  };
  return { frame: { ...frame, context: { ...frame.context, ...changes } }, visit };
}

/** Whether the frame waits for the end of the one above it; else it was interrupted, and waits for what it waited for. */
export const isCaller = ({ waitingFor }: Pick<Frame, "waitingFor">): boolean => waitingFor?.kind === "child";

/** Whether the frame on top is still the one that it was. */
export const isSameFrame = (before: Pick<Frame, "flow">, after: Pick<Frame, "flow">): boolean => before.flow?.began === after.flow?.began;

/** The visits for which something may still come: of every frame, as long as the execution is open. */
export function tokensOf(state: Pick<ExecutionState, "status" | "waitingFor" | "below" | "idle">): readonly string[] {
  const { status, waitingFor, idle } = state;
  if (!isOpen(status)) return [];
  return [...(waitingFor === null ? [] : [waitingFor.token]), ...(idle === undefined ? [] : [idle.token]), ...tokensBelow(state)];
}

export const tokensBelow = ({ below }: Pick<ExecutionState, "below">): readonly string[] =>
  (below ?? []).flatMap(({ waitingFor }) => waitingFor?.token ?? []);

/**
 * The node of the execution's own flow where it is: while another flow goes on there, the one that began it; null once it has gone to
 * another flow for good.
 */
export function ownNode(state: ExecutionState): string | null {
  const outermost = state.below?.[0] ?? state;
  return outermost.flow === undefined ? outermost.nodeId : null;
}

/** The versions of other flows that the execution's frames are in. */
export const versionsOfFrames = (state: ExecutionState): number[] =>
  [state, ...(state.below ?? [])].flatMap(({ flow }) => flow?.flowVersionId ?? []);

/**
 * The execution with its frames in one version moved to another one, as long as each rests at a node where it may; null where one does not.
 * Frames of other flows stay in their versions.
 */
export function moveFrames(state: ExecutionState, from: number, to: number, mayRestAt: (nodeId: string) => boolean): ExecutionState | null {
  const isIn = ({ flow }: Frame): boolean => flow?.flowVersionId === from;
  const frames = [state, ...(state.below ?? [])].filter(isIn);
  if (frames.some(({ nodeId }) => nodeId === null || !mayRestAt(nodeId))) return null;
  const moved = <Each extends Frame>(frame: Each): Each =>
    isIn(frame) && frame.flow !== undefined ? { ...frame, flow: { ...frame.flow, flowVersionId: to } } : frame;
  return { ...moved(state), ...(state.below && { below: state.below.map(moved) }) };
}

/** The version of a flow that a node may begin now. */
export function findFlow(
  { flows }: CompiledFlow,
  framesBelow: number,
  flowId: number,
  mode: Begin["mode"],
): FlowReference | { problem: Problem } {
  const flowVersionId = flows?.published(flowId) ?? null;
  if (flowVersionId === null) return { problem: problem("no_such_flow", { flow: flowId }) };
  if (mode === "return" && framesBelow >= MAX_FRAMES_BELOW) return { problem: problem("too_many_sub_flows", { most: MAX_FRAMES_BELOW }) };
  return { flowId, flowVersionId };
}

/** What a frame finds in its context as the one before it left it. */
export const sharedOf = (context: Context): Context =>
  Object.fromEntries(SHARED_KEYS.flatMap((key) => (context[key] === undefined ? [] : [[key, context[key]]])));

/** Whether a way is drawn for the failure of the frame on top: at the node that began it, or at one that began that one's flow. */
export function isFailureDrawn(own: CompiledFlow, below: readonly Frame[]): boolean {
  for (const frame of below.toReversed()) {
    if (!isCaller(frame)) return false;
    if (
      flowOfFrame(own, frame)
        .nodes.get(frame.nodeId ?? "")
        ?.exits.has("failed") === true
    )
      return true;
  }
  return false;
}

/**
 * The frames that stay when an execution ends, so that it can be taken up again: not those that had been interrupted, as their timers
 * and calls are nobody's now.
 */
export function framesToRetry(below: readonly Frame[]): Frame[] {
  return below.slice(below.findLastIndex((frame) => !isCaller(frame)) + 1);
}

/** What a frame's addresses for calls from outside are made with. */
export const versionOfAddress = ({ flow }: Pick<Frame, "flow">): { version?: number } => (flow ? { version: flow.flowVersionId } : {});
