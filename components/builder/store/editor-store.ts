import { type TemporalState, temporal } from "zundo";
import { createStore } from "zustand/vanilla";
import type { Issue } from "#lib/engine/validate/issue.ts";
import type { Context, FlowGraph } from "#lib/engine/types.ts";
import type { Path } from "#lib/simulator/path.ts";
import type { StoreApi } from "zustand";
import type { CardLevel } from "../card/card-size.ts";
import { sizeReader } from "../card/size-reader.ts";
import { type ReactFlowGraph, toReactFlow } from "../flow-to-graph.ts";
import {
  type ChangeMark,
  type Edit,
  nodesOnly,
  notesOnly,
  isNothing,
  NOTHING,
  type Origin,
  type Point,
  type Selection,
  type Size,
} from "../model/graph.ts";
import type { Writing } from "./writing.ts";
import { settled } from "../model/commands/blocks.ts";
import { isSelected } from "./selection.ts";
import { type Foreign, rebase } from "../model/rebase.ts";

/** The inspector is there while something is selected, the others until they are closed. */
export type RightPanel = "inspector" | "issues" | "simulator" | "versions" | "settings" | "triggers";
type LeftPanel = "palette" | "outline";

/** Something that the canvas or the inspector shall bring into sight; `seq` tells one request from the next. */
export interface FocusRequest {
  /** Of a node or a note. */
  id: string;
  /** The option of the node to put the cursor into; `condition:<transition id>` for a condition, `*` for the first field. */
  field: string | null;
  /** It was just made or is being worked on: whoever asks sees it already, or wants to go on from where they look. */
  keepsScale: boolean;
  /** It was just made: a name that was only proposed for it gives way to what is typed. */
  isNew: boolean;
  seq: number;
}

/** The list of what can be put here, open at a place of the screen. */
export interface QuickAdd {
  target: { kind: "from"; from: string; origin: Origin } | { kind: "on"; transitionId: string } | { kind: "free" };
  /** Of the new card's upper left corner, on the canvas. */
  place: Point;
  /** Where the list opens, in pixels of the window. */
  anchor: Point;
  /** What had the focus before; null: nothing. */
  opener: HTMLElement | null;
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
  /** How much cards show, as it was chosen; how much of that can be read is the zoom's. */
  cardLevel: CardLevel;
  isMapOpen: boolean;
  issues: readonly Issue[];
  /** Nodes that were just made and not left yet: nobody is told what they lack. */
  fresh: ReadonlySet<string>;
  /** The field in which somebody types; null where nobody does. */
  writing: Writing | null;
  /** Nodes that were made since the page was opened: nobody is offered to have them deleted. */
  made: ReadonlySet<string>;
  /** A path lit up on the canvas: of the simulator's conversation, or of an execution that is replayed. */
  highlight: Path | null;
  /** The data of the conversation that was last tried, for previews; null: none was. */
  running: Context | null;
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
  /** The card under whose lower edge one is held; letting go docks it there. */
  dockTarget: string | null;
  /** The transition under the pointer. */
  hovered: string | null;
  /** Places for the cards are being looked for. */
  isArranging: boolean;
  /** By id of node or transition; empty while no difference is shown. */
  marks: ReadonlyMap<string, ChangeMark>;
}

interface EditOptions {
  /** It belongs to the latest edit, and is undone with it: cards that give way to what was written. */
  withLatest?: boolean;
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
  /** For an offer that stays on the screen: takes the latest edit back; false where something else was done since, and nothing is. */
  offerUndo(): () => boolean;
  redo(): void;
  select(selection: Selection): void;
  /** Selects a node or a note and brings it into sight, with the cursor in one of its fields if one is named. */
  goTo(id: string, field?: string): void;
  /** The same for what was just made or is being worked on: the view keeps its scale and moves no farther than it must. */
  reveal(id: string, field?: string): void;
  /** The same for what was made this moment, with the cursor in its first field. */
  begin(id: string): void;
  setHighlight(highlight: Path | null): void;
  /** Draws all cards at another level; what was measured of the former one no longer counts. */
  showCards(level: CardLevel): void;
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
        cardLevel: "normal",
        isMapOpen: true,
        issues: [],
        fresh: NO_NODES,
        writing: null,
        made: NO_NODES,
        highlight: null,
        running: null,
        rightPanel: "inspector",
        isPanelChosen: false,
        leftPanel: "palette",
        isLeftOpen: true,
        focus: null,
        quickAdd: null,
        dropTarget: null,
        dockTarget: null,
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
    if (state.selection === before.selection) return;
    // A field that is gone from the page is not left in any other way.
    if (state.writing !== null) store.setState({ writing: null });
    if (state.fresh.size === 0) return;
    const still = [...state.fresh].filter((id) => isSelected(state.selection, id));
    if (still.length < state.fresh.size) store.setState({ fresh: new Set(still) });
  });
  store.subscribe((state, before) => {
    const isSame =
      state.graph === before.graph &&
      state.selection === before.selection &&
      state.dragged === before.dragged &&
      state.dockTarget === before.dockTarget &&
      state.sizes === before.sizes &&
      state.cardLevel === before.cardLevel &&
      state.highlight === before.highlight;
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
    const opens = isNode && (isList(rightPanel) || (request.field !== null && rightPanel !== "inspector"));
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
    edit(change, { group, withLatest = false } = {}) {
      const before = store.getState();
      const changed = change(before.graph);
      const { graph: after, made } = "graph" in changed ? changed : { graph: changed, made: null };
      if (after === before.graph) return;
      const graph = settled(after, sizeReader({ ...before, graph: after }));
      const goesOn = withLatest || (group !== undefined && last?.group === group && now() - last.at < GROUP_PAUSE_MS);
      if (!withLatest) last = group === undefined ? null : { group, at: now() };
      const selection = made ?? kept(before.selection, graph);
      if (goesOn) history.getState().pause();
      setGraph(graph, selection);
      if (goesOn) history.getState().resume();
      const there = new Set(before.graph.nodes.map(({ id }) => id));
      const fresh = made?.nodeIds.filter((id) => !there.has(id)) ?? [];
      if (fresh.length > 0) store.setState({ fresh: new Set(fresh), made: new Set([...before.made, ...fresh]) });
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
        if (store.getState().graph !== graph) return false;
        undo();
        return true;
      };
    },
    redo() {
      last = null;
      history.getState().redo();
      store.setState((state) => ({ selection: kept(state.selection, state.graph) }));
    },
    select: (selection) => store.setState({ selection }),
    goTo: (id, field) => requestFocus({ id, field: field ?? null, keepsScale: false, isNew: false }),
    reveal: (id, field) => requestFocus({ id, field: field ?? null, keepsScale: true, isNew: false }),
    begin: (id) => requestFocus({ id, field: "*", keepsScale: true, isNew: true }),
    setHighlight: (highlight) => store.setState({ highlight }),
    showCards(cardLevel) {
      const { graph, sizes, cardLevel: before } = store.getState();
      if (before === cardLevel) return;
      const cards = new Set(graph.nodes.map(({ id }) => id));
      store.setState({ cardLevel, sizes: new Map([...sizes].filter(([id]) => !cards.has(id))) });
    },
    set: (state) => store.setState(state.rightPanel === undefined ? state : { isPanelChosen: true, ...state }),
  };
}

/** What is open on the right; null: nothing, and the canvas has the room. */
export const shownPanel = ({ rightPanel, selection }: Pick<EditorState, "rightPanel" | "selection">): RightPanel | null =>
  rightPanel === "inspector" && isNothing(selection) ? null : rightPanel;

/** Beside a list nobody sees what was chosen; the simulator shows it by itself. */
export const isList = (panel: RightPanel | null): boolean =>
  panel === "issues" || panel === "versions" || panel === "settings" || panel === "triggers";

const graphsOf = (states: readonly Partial<Pick<EditorState, "graph">>[]): FlowGraph[] => states.flatMap(({ graph }) => graph ?? []);

/** The selection without what is no longer there. */
function kept(selection: Selection, { nodes, transitions, notes }: FlowGraph): Selection {
  const present = new Set([...nodes, ...transitions, ...(notes ?? [])].map(({ id }) => id));
  const still = (ids: readonly string[]) => (ids.every((id) => present.has(id)) ? ids : ids.filter((id) => present.has(id)));
  const [nodeIds, transitionIds, noteIds] = [still(selection.nodeIds), still(selection.transitionIds), still(selection.noteIds)];
  const isSame = nodeIds === selection.nodeIds && transitionIds === selection.transitionIds && noteIds === selection.noteIds;
  return isSame ? selection : { nodeIds, transitionIds, noteIds };
}
