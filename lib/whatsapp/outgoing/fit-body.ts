import type { OutgoingMessage } from "../../engine/types.ts";
import { META_LIMITS } from "../limits.ts";
import { isBlank, oneLine, shorten } from "./fit-text.ts";
import { FRAME_LIMITS } from "./interactive-kind.ts";
import { splitText } from "./split-text.ts";

/** How the words around the buttons of an interactive message are made to fit. */

/** On one line and shortened; null for a blank one, which Meta refuses. */
export function fitLine(text: string, limit: number): string | null {
  return isBlank(text) ? null : shorten(oneLine(text), limit);
}

/** A body that is too long goes ahead as texts of its own but for its end, which usually asks the question and stays with the buttons. */
export function splitBody(body: string): { ahead: string[]; end: string } {
  const whole = body.toWellFormed();
  const parts = splitText(whole, FRAME_LIMITS.body).filter((part) => !isBlank(part));
  const end = parts.at(-1) ?? "";
  const ahead =
    parts.length < 2
      ? []
      : splitText(whole.slice(0, whole.lastIndexOf(end)).trim(), META_LIMITS.text.body).filter((part) => !isBlank(part));
  return { ahead, end };
}

export interface TextMessage {
  type: "text";
  text: string;
  data: { preview_url: boolean };
}

export function asText(text: string): TextMessage {
  return { type: "text", text, data: { preview_url: false } };
}

interface Fitted {
  /** What goes ahead as texts of its own. */
  ahead: TextMessage[];
  header: string | null;
  body: string;
  footer: string | null;
}

/** All words around what can be tapped. Meta wants a body: the header, else `standIn`, takes a blank one's place. */
export function fitFrame(words: { header: string; body: string; footer: string }, standIn: string): Fitted {
  const header = fitLine(words.header, FRAME_LIMITS.header);
  const { ahead, end } = splitBody(words.body);
  const body = isBlank(end) ? (header ?? standIn) : end;
  // Not said twice.
  return { ahead: ahead.map(asText), header: body === header ? null : header, body, footer: fitLine(words.footer, FRAME_LIMITS.footer) };
}

/** An interactive message with as much of this body as Meta takes, behind the rest of it. `blank`: where there is nothing to see. */
export function withBody(body: string, data: OutgoingMessage["data"], blank = ""): OutgoingMessage[] {
  const { ahead, end } = splitBody(body);
  return [...ahead.map((text): OutgoingMessage => ({ ...asText(text) })), { type: "interactive", text: isBlank(end) ? blank : end, data }];
}
