import type { Locale } from "../i18n/locale.ts";
import type { Message } from "../i18n/message.ts";
import type { OptionsWords } from "../i18n/option-words.ts";

/** How one node type speaks to authors in one language. */
export interface NodeMessages {
  /** In the palette and on cards. */
  type: string;
  /** What it does, in one sentence. */
  hint: string;
  /** What else authors may look for it by. */
  keywords: readonly string[];
  /** What a new node of it is called. */
  newName: string;
  /** By name; what is inside an option by its path without the numbers of rows: `choices`, `choices.title`. */
  options: OptionsWords;
  /** Exits whose name is the same in every config; `next` has one already. */
  exits?: Readonly<Record<string, string>>;
  /** Issues that only this type knows, by code; placeholders are the issue's params. */
  issues?: Readonly<Record<string, Message>>;
  /** Notes of its visits, by the English that its code writes. */
  notes?: Readonly<Record<string, string>>;
  /** Problems that only this type has, by code; placeholders are the problem's params. */
  problems?: Readonly<Record<string, Message>>;
  /** The card's sentence; `code` stands in backticks. Left out: the node type's own summary. */
  summary?(config: Readonly<Record<string, unknown>>): string;
  /** What the card says, as a warning, while there is nothing for that sentence to tell. */
  unwritten?: string;
}

export type NodeMessagesByLocale = Readonly<Record<Locale, NodeMessages>>;
