import type { FlowGraph } from "#lib/engine/types.ts";
import { isSameGraph } from "../model/diff.ts";

/** A draft as the server holds it. */
export interface Saved {
  graph: FlowGraph;
  revision: number;
  /** Who saved it, where that is known; `isYou`: the same person, from another tab. */
  by?: { name: string | null; isYou: boolean } | null;
}

export type SaveResult =
  | { kind: "saved"; revision: number }
  /** Somebody else saved meanwhile. */
  | { kind: "stale"; theirs: Saved }
  /** The server was not reached, or is busy: the same may well succeed later. */
  | { kind: "unreachable" }
  | { kind: "signed_out" }
  /** It will not be taken as it is: the person's role, an archived flow, a draft that is too large. */
  | { kind: "refused"; reason: string };

export type SaveState =
  | { kind: "saved"; at: number | null }
  | { kind: "unsaved" }
  | { kind: "saving" }
  | { kind: "offline" }
  | { kind: "signed_out" }
  | { kind: "refused"; reason: string }
  /** `base`: what both began with. */
  | { kind: "stale"; base: FlowGraph; theirs: Saved };

interface AutosaveTools {
  save(graph: FlowGraph, revision: number): Promise<SaveResult>;
  /** The draft on the server when it is no longer at this revision; null while it is, or when nobody responds. */
  newer(revision: number): Promise<Saved | null>;
  /** The draft in the editor. */
  read(): FlowGraph;
  /** Puts somebody else's draft into the editor, where nothing would be lost by it. `base`: what both began with. */
  load(theirs: Saved, base: FlowGraph): void;
  onState(state: SaveState): void;
  now(): number;
}

const QUIET_MS = 400;
const LONGEST_WAIT_MS = 900;
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

/** Saves the draft by itself, within a second of a change, one save at a time, and never over somebody else's. */
export class Autosave {
  readonly #tools: AutosaveTools;
  #base: Saved;
  #state: SaveState = { kind: "saved", at: null };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #firstChangeAt: number | null = null;
  #failures = 0;
  #checking = false;
  #inFlight: Promise<void> | null = null;
  /** What was sent and got no response: it may have been saved all the same. */
  #unanswered: FlowGraph[] = [];

  /** `unanswered`: what was sent before this editor was made, and got no response. */
  constructor(initial: Saved, tools: AutosaveTools, unanswered: readonly FlowGraph[] = []) {
    this.#base = initial;
    this.#tools = tools;
    this.#unanswered = [...unanswered];
  }

  get state(): SaveState {
    return this.#state;
  }

  get revision(): number {
    return this.#base.revision;
  }

  /** The draft as the server has it, as far as is known here. */
  get saved(): Saved {
    return this.#base;
  }

  /** Whether closing the page now would lose something. */
  get isDirty(): boolean {
    return this.#tools.read() !== this.#base.graph;
  }

  /** To be called whenever the draft has changed. */
  changed(): void {
    if (this.#state.kind === "stale") {
      // Undone, all of it: nothing stands in the way of theirs any more.
      if (!this.isDirty) this.#goOnFrom(this.#state.theirs);
      return;
    }
    if (!this.isDirty) {
      if (this.#state.kind === "unsaved") this.#finish();
      return;
    }
    if (this.#state.kind === "saving") return;
    this.#firstChangeAt ??= this.#tools.now();
    if (this.#state.kind === "saved" || this.#state.kind === "refused") this.#enter({ kind: "unsaved" });
    if (this.#state.kind === "unsaved") this.#schedule(Math.min(QUIET_MS, this.#firstChangeAt + LONGEST_WAIT_MS - this.#tools.now()));
  }

  /** Saves at once what is unsaved: before publishing, when the network is back, when the page is hidden. Waits for a save under way. */
  async flush(): Promise<void> {
    if (this.#inFlight !== null) await this.#inFlight;
    clearTimeout(this.#timer);
    if (this.#state.kind === "stale" || this.#inFlight !== null) return;
    if (!this.isDirty) return this.#finish();
    this.#inFlight = this.#save().finally(() => {
      this.#inFlight = null;
    });
    await this.#inFlight;
  }

  async #save(): Promise<void> {
    const graph = this.#tools.read();
    this.#firstChangeAt = null;
    this.#enter({ kind: "saving" });
    const result = await this.#tools.save(graph, this.#base.revision);
    if (result.kind === "saved") this.#base = { graph, revision: result.revision };
    if (result.kind === "unreachable") this.#unanswered.push(graph);
    else if (result.kind !== "stale") this.#unanswered = [];
    this.#handleResult(result);
  }

  /** Looks whether somebody else has saved: both editors are to know, not only the one who comes second. */
  async check(): Promise<void> {
    if (this.#checking || this.#state.kind === "stale" || this.#state.kind === "saving") return;
    this.#checking = true;
    const theirs = await this.#tools.newer(this.#base.revision).finally(() => {
      this.#checking = false;
    });
    // While a save is under way the newer draft may well be our own; the save's response tells.
    if (theirs === null || theirs.revision <= this.#base.revision || this.#inFlight !== null) return;
    clearTimeout(this.#timer);
    this.#handleNewerDraft(theirs);
  }

  /** The server has a draft that we did not know of: somebody else's, or one of ours whose response was lost. */
  #handleNewerDraft(theirs: Saved): void {
    const ours = this.#unanswered.find((graph) => isSameGraph(graph, theirs.graph));
    this.#unanswered = [];
    if (ours !== undefined) this.resolve({ graph: ours, revision: theirs.revision });
    else if (this.isDirty) this.#enter({ kind: "stale", base: this.#base.graph, theirs });
    else this.#goOnFrom(theirs);
  }

  #goOnFrom(theirs: Saved): void {
    const base = this.#base.graph;
    this.#base = theirs;
    this.#finish();
    this.#tools.load(theirs, base);
  }

  /**
   * An action that itself replaces the draft on the server and in the editor, and returns what it is then: nothing is saved while it runs.
   */
  async replace(action: (revision: number) => Promise<Saved>): Promise<void> {
    await this.flush();
    const running = action(this.revision).then((saved) => this.resolve(saved));
    this.#inFlight = running
      .catch(() => {})
      .finally(() => {
        this.#inFlight = null;
      });
    await running;
  }

  /** Goes on from their draft: the editor now holds it, or a merge with it. */
  resolve(theirs: Saved): void {
    this.#base = theirs;
    this.#firstChangeAt = null;
    this.#finish();
    this.changed();
  }

  /** No more saves: the page is left. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #handleResult(result: SaveResult): void {
    if (result.kind === "unreachable") {
      this.#enter({ kind: "offline" });
      this.#schedule(RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 0);
      this.#failures += 1;
      return;
    }
    this.#failures = 0;
    if (result.kind === "stale") this.#handleNewerDraft(result.theirs);
    else if (result.kind === "saved") {
      this.#finish();
      this.changed();
    } else this.#enter(result);
  }

  #finish(): void {
    this.#enter({ kind: "saved", at: this.#tools.now() });
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), Math.max(0, ms));
  }

  #enter(state: SaveState): void {
    this.#state = state;
    this.#tools.onState(state);
  }
}
