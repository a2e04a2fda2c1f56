import { type TemporalState, temporal } from "zundo";
import { createStore } from "zustand/vanilla";
import type { Issue } from "#lib/engine/validate/issue.ts";
import type { FlowGraph } from "#lib/engine/types.ts";
import type { StoreApi } from "zustand";
import { type ReactFlowGraph, toReactFlow } from "../flow-to-graph.ts";
import {
  type ChangeMark,
  type Edit,
  nodesOnly,
  notesOnly,
  NOTHING,
  type Origin,
  type Point,
  type Selection,
  type Size,
} from "../model/graph.ts";
import { isSelected } from "./selection.ts";
import { type Foreign, rebase } from "../model/rebase.ts";

/** A path lit up on the canvas: of the simulator's conversation, or of an execution that is replayed. */
export interface Highlight {
  nodeIds: readonly string[];
  transitionIds: readonly string[];
  /** Where the conversation is now. */
  current: string | null;
}

export type RightPanel = "inspector" | "issues" | "simulator" | "versions";
type LeftPanel = "palette" | "outline";

/** Something that the canvas or the inspector shall bring into sight; `seq` tells one request from the next. */
export interface FocusRequest {
  /** Of a node or a note. */
  id: string;
  /** The option of the node to put the cursor into; `condition:<transition id>` for a condition. */
  field: string | null;
  /** It was just made or is being worked on: whoever asks sees it already, or wants to go on from where they look. */
  keepsScale: boolean;
  seq: number;
}

/** The list of what can be put here, open at a place of the screen. */
export interface QuickAdd {
  target: { kind: "from"; from: string; origin: Origin } | { kind: "on"; transitionId: string };
  /** Of the new card's upper left corner, on the canvas. */
  place: Point;
  /** Where the list opens, in pixels of the window. */
  anchor: Point;
}

export interface EditorState {
  /** The draft: what is edited, undone and saved. */
  graph: FlowGraph;
  readOnly: boolean;
  selection: Selection;
  /** Places of what is being dragged; they reach the graph when it is let go. */
  dragged: ReadonlyMap<string, Point>;
  /** As drawn, by id. */
  sizes: ReadonlyMap<string, Size>;
  issues: readonly Issue[];
  /** Nodes that were just made and not left yet: nobody is told what they lack. */
  fresh: ReadonlySet<string>;
  highlight: Highlight | null;
  /** Null: closed. */
  rightPanel: RightPanel | null;
  /** Somebody opened it; it did not come with the page. */
  isPanelChosen: boolean;
  leftPanel: LeftPanel;
  isLeftOpen: boolean;
  focus: FocusRequest | null;
  quickAdd: QuickAdd | null;
  /** The transition over which a card is held; letting go inserts it there. */
  dropTarget: string | null;
  /** The transition under the pointer. */
  hovered: string | null;
  /** Places for the cards are being looked for. */
  isArranging: boolean;
  /** By id of node or transition; empty while no difference is shown. */
  marks: ReadonlyMap<string, ChangeMark>;
}

interface EditOptions {
  /** Edits of one group in quick succession are one step to undo: the letters typed into one field. */
  group?: string;
}

/** Pure change of the draft; returning the same graph changes nothing. */
export type Change = (graph: FlowGraph) => FlowGraph | Edit;

export interface Editor {
  store: StoreApi<EditorState>;
  history: StoreApi<TemporalState<Pick<EditorState, "graph">>>;
  /** The same flow in React Flow's shape, derived. */
  canvas: StoreApi<ReactFlowGraph>;
  /** The handles of each card as they were last drawn; rough where they were measured on a card seen from afar. */
  drawnHandles: Map<string, { handles: string; isRough: boolean }>;
  /** Applies a change as one step to undo; what it makes is selected. */
  edit(change: Change, options?: EditOptions): void;
  /** Goes on with this draft now that somebody else's has come; undo leaves alone what they did. */
  rebaseOnto(graph: FlowGraph, foreign: Foreign): void;
  undo(): void;
  /** For an offer that stays on the screen: takes the latest edit back, and does nothing once something else was done. */
  offerUndo(): () => void;
  redo(): void;
  select(selection: Selection): void;
  /** Selects a node or a note and brings it into sight, with the cursor in one of its fields if one is named. */
  goTo(id: string, field?: string): void;
  /** The same for what was just made or is being worked on: the view keeps its scale and moves no farther than it must. */
  reveal(id: string, field?: string): void;
  setHighlight(highlight: Highlight | null): void;
  set(state: Partial<Omit<EditorState, "graph">>): void;
}

const STEPS_KEPT = 200;
const NO_NODES: ReadonlySet<string> = new Set();
const GROUP_PAUSE_MS = 1_500;

/** One editor for one draft. `now` in milliseconds, for tests. */
export function createEditor(initial: { graph: FlowGraph; readOnly: boolean }, now: () => number = Date.now): Editor {
  const store = createStore<EditorState>()(
    temporal(
      (): EditorState => ({
        ...initial,
        selection: NOTHING,
        dragged: new Map(),
        sizes: new Map(),
        issues: [],
        fresh: NO_NODES,
        highlight: null,
        rightPanel: "inspector",
        isPanelChosen: false,
        leftPanel: "palette",
        isLeftOpen: true,
        focus: null,
        quickAdd: null,
        dropTarget: null,
        hovered: null,
        isArranging: false,
        marks: new Map(),
      }),
      { limit: STEPS_KEPT, partialize: ({ graph }) => ({ graph }), equality: (past, current) => past.graph === current.graph },
    ),
  );
  const history = store.temporal;
  const canvas = createStore<ReactFlowGraph>()(() => toReactFlow(initial.graph));
  store.subscribe((state, before) => {
    if (state.selection === before.selection || state.fresh.size === 0) return;
    const still = [...state.fresh].filter((id) => isSelected(state.selection, id));
    if (still.length < state.fresh.size) store.setState({ fresh: new Set(still) });
  });
  store.subscribe((state, before) => {
    const isSame =
      state.graph === before.graph &&
      state.selection === before.selection &&
      state.dragged === before.dragged &&
      state.sizes === before.sizes;
    if (!isSame) canvas.setState(toReactFlow(state.graph, state, canvas.getState()), true);
  });
  let last: { group: string; at: number } | null = null;
  let focusCount = 0;

  const undo = () => {
    last = null;
    history.getState().undo();
    store.setState((state) => ({ selection: kept(state.selection, state.graph) }));
  };
  const requestFocus = (request: Omit<FocusRequest, "seq">) => {
    const { graph, rightPanel } = store.getState();
    const isNode = graph.nodes.some(({ id }) => id === request.id);
    if (!isNode && !graph.notes?.some(({ id }) => id === request.id)) return;
    focusCount += 1;
    // A field of a node is in the inspector, a note is written where it stands. A list of issues or versions gives way, as at a click on
    // the card.
    const opens = isNode && (isList(rightPanel) || (request.field !== null && rightPanel === null));
    store.setState({
      selection: isNode ? nodesOnly(request.id) : notesOnly(request.id),
      focus: { ...request, seq: focusCount },
      ...(opens ? { rightPanel: "inspector" } : {}),
    });
  };
  const setGraph = (graph: FlowGraph, selection: Selection) => store.setState({ graph, selection });

  return {
    store,
    history,
    canvas,
    drawnHandles: new Map(),
    edit(change, { group } = {}) {
      const before = store.getState();
      const changed = change(before.graph);
      const { graph, made } = "graph" in changed ? changed : { graph: changed, made: null };
      if (graph === before.graph) return;
      const goesOn = group !== undefined && last?.group === group && now() - last.at < GROUP_PAUSE_MS;
      last = group === undefined ? null : { group, at: now() };
      const selection = made ?? kept(before.selection, graph);
      if (goesOn) history.getState().pause();
      setGraph(graph, selection);
      if (goesOn) history.getState().resume();
      const there = new Set(before.graph.nodes.map(({ id }) => id));
      const fresh = made?.nodeIds.filter((id) => !there.has(id)) ?? [];
      if (fresh.length > 0) store.setState({ fresh: new Set(fresh) });
    },
    rebaseOnto(graph, foreign) {
      const { graph: mine, selection } = store.getState();
      const { pastStates, futureStates } = history.getState();
      const steps = { past: graphsOf(pastStates), future: graphsOf(futureStates).toReversed() };
      const { past, future } = rebase(steps, foreign, mine, graph);
      last = null;
      setGraph(graph, kept(selection, graph));
      history.setState({
        pastStates: past.map((step) => ({ graph: step })),
        futureStates: future.toReversed().map((step) => ({ graph: step })),
      });
    },
    undo,
    offerUndo() {
      const { graph } = store.getState();
      return () => {
        if (store.getState().graph === graph) undo();
      };
    },
    redo() {
      last = null;
      history.getState().redo();
      store.setState((state) => ({ selection: kept(state.selection, state.graph) }));
    },
    select: (selection) => store.setState({ selection }),
    goTo: (id, field) => requestFocus({ id, field: field ?? null, keepsScale: false }),
    reveal: (id, field) => requestFocus({ id, field: field ?? null, keepsScale: true }),
    setHighlight: (highlight) => store.setState({ highlight }),
    set: (state) => store.setState(state.rightPanel === undefined ? state : { isPanelChosen: true, ...state }),
  };
}

/** Beside a list nobody sees what was chosen; the simulator shows it by itself. */
export const isList = (panel: RightPanel | null): boolean => panel === "issues" || panel === "versions";

const graphsOf = (states: readonly Partial<Pick<EditorState, "graph">>[]): FlowGraph[] => states.flatMap(({ graph }) => graph ?? []);

/** The selection without what is no longer there. */
function kept(selection: Selection, { nodes, transitions, notes }: FlowGraph): Selection {
  const present = new Set([...nodes, ...transitions, ...(notes ?? [])].map(({ id }) => id));
  const still = (ids: readonly string[]) => (ids.every((id) => present.has(id)) ? ids : ids.filter((id) => present.has(id)));
  const [nodeIds, transitionIds, noteIds] = [still(selection.nodeIds), still(selection.transitionIds), still(selection.noteIds)];
  const isSame = nodeIds === selection.nodeIds && transitionIds === selection.transitionIds && noteIds === selection.noteIds;
  return isSame ? selection : { nodeIds, transitionIds, noteIds };
}
