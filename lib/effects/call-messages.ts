import type { Context } from "../engine/types.ts";
import type { Locale } from "../i18n/locale.ts";

/** How one call speaks to people in one language. What only its own card or log says stands beside this in its messages.ts. */
export interface CallMessages {
  /** Above an exchange on the page of an execution: "AI call". */
  name: string;
  /** In the log, when its result has come: "The AI answered". */
  event: string;
  /** Above the card of a call that waits in the simulator; `{node}` is the node that made it. */
  asks: string;
  /** The button that makes it for real. */
  perform: string;
  /** The simulator's setting: who answers these calls, and how the one choice that is not "I do" is called. */
  mode: { label: string; real: string };
  /** In the simulator's chat, for a result that has come. */
  notice(result: Context): string;
  /** What a turn of a flow test does that brings this result. */
  turn(result: Context): string;
}

export type CallMessagesByLocale = Readonly<Record<Locale, CallMessages>>;
