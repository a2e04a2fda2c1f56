import { asText, fitFrame, fitLine, splitBody, type TextMessage } from "../../whatsapp/outgoing/fit-body.ts";
import { INTERACTIVE_LIMITS } from "../../whatsapp/outgoing/interactive-parts.ts";
import type { QuestionMessage } from "../../whatsapp/outgoing/interactive-question.ts";
import { isBlank, oneLine, shorten } from "../../whatsapp/outgoing/fit-text.ts";
import { isWebAddress } from "../../whatsapp/outgoing/web-address.ts";
import type { OfferedChoice } from "./choice.ts";
import type { More, Numbers } from "./match.ts";
import { fold } from "../../engine/values/normal-text.ts";
import { numberedTexts } from "./numbered.ts";
import { tellApart } from "./offered.ts";
import { encodeTapId, isTapChoiceId } from "../../engine/values/tap-id.ts";

/**
 * What the contact gets. Titles and descriptions are never cut to fit a form: the form gives way to them.
 *
 * - Buttons: up to three choices with titles of up to 20 and no descriptions, which buttons cannot show.
 * - List: up to ten rows with titles of up to 24 and descriptions of up to 72.
 * - Else a numbered text.
 *
 * It is decided over all choices, not over a page of them, so that the pages look alike.
 */
export type Form = "buttons" | "list" | "numbered";

/** Why they are no buttons, or why they are not even a list; `choice` is the index of the first one that does not fit. */
export type Because =
  | { code: "more_than_buttons" | "more_than_rows"; choice: null }
  | { code: "title_over_button" | "has_description" | "title_over_row" | "description_over_row"; choice: number };

export interface Question {
  /** The visit's token, without ":". */
  token: string;
  header: string;
  /** The address of a picture in the header's place, for buttons only. */
  picture?: string | undefined;
  body: string;
  footer: string;
  /** What opens a list; where it is blank, `words.button`. */
  button: string;
  /** The language's own: what opens a list, and the row that leads to the next page. */
  words: { button: string; more: string };
  /** From `offerChoices`; at least one. */
  choices: readonly OfferedChoice[];
  /** Whether more choices than a list has rows become pages of a list. Otherwise they are a numbered text, where they are seen together. */
  paged: boolean;
}

export type ChoicesMessage = TextMessage | QuestionMessage;

export interface Presentation {
  form: Form;
  because: Because | null;
  /** In the order in which they are sent; the last one has the choices, or the last of them. */
  messages: ChoicesMessage[];
  /** The page shown, from 0: as asked for, but within what there is. */
  page: number;
  numbers: Numbers;
  more: More | null;
}

const { buttons, list } = INTERACTIVE_LIMITS;
/** The states of a country fit, and a thumb gets through it. */
const NUMBERED_PAGE = 30;

export function presentChoices(question: Question, page = 0): Presentation {
  const { choices, words } = question;
  const { form, because } = formOf(choices, question.paged);
  const slice = pageOf(choices.length, page, form);
  const rows = choices.slice(slice.from, slice.to);
  const more =
    slice.to === choices.length
      ? null
      : { title: moreTitle(words.more, rows), number: form === "numbered" ? 0 : rows.length + 1, page: slice.page + 1 };
  // People who see numbers count on over the pages; people who see rows count those on the screen.
  const numbers = form === "numbered" ? { from: 0, to: slice.to, shown: true } : { from: slice.from, to: slice.to, shown: false };
  const shown: Shown = { from: slice.from, rows, more };
  // What went ahead of the first page has been read.
  const asked = slice.page === 0 || isBlank(question.body) ? question : { ...question, body: splitBody(question.body).end };
  const messages = form === "numbered" ? asTexts(asked, shown) : asInteractive(form, asked, shown);
  return { form, because, messages, page: slice.page, numbers, more };
}

/** One page of the choices; `from` is the index of its first. */
interface Shown {
  from: number;
  rows: readonly OfferedChoice[];
  more: More | null;
}

function formOf(choices: readonly OfferedChoice[], paged: boolean): { form: Form; because: Because | null } {
  const notButtons = whyNotButtons(choices);
  if (notButtons === null) return { form: "buttons", because: null };
  const notList = whyNotList(choices, paged);
  return notList === null ? { form: "list", because: notButtons } : { form: "numbered", because: notList };
}

function whyNotButtons(choices: readonly OfferedChoice[]): Because | null {
  if (choices.length > buttons.most) return { code: "more_than_buttons", choice: null };
  const long = choices.findIndex(({ shown }) => shown.length > buttons.title);
  if (long >= 0) return { code: "title_over_button", choice: long };
  const described = choices.findIndex(({ description }) => !isBlank(description));
  return described >= 0 ? { code: "has_description", choice: described } : null;
}

function whyNotList(choices: readonly OfferedChoice[], paged: boolean): Because | null {
  if (choices.length > list.most && !paged) return { code: "more_than_rows", choice: null };
  const long = choices.findIndex(({ shown }) => shown.length > list.title);
  if (long >= 0) return { code: "title_over_row", choice: long };
  const told = choices.findIndex(({ description }) => oneLine(description).length > list.description);
  return told >= 0 ? { code: "description_over_row", choice: told } : null;
}

/** The last page of a list has ten rows, the others nine and the one for more. */
function pageOf(count: number, wanted: number, form: Form): { page: number; from: number; to: number } {
  const size = form === "numbered" ? NUMBERED_PAGE : list.most - 1;
  const most = form === "numbered" ? NUMBERED_PAGE : list.most;
  const last = Math.max(0, Math.ceil((count - most) / size));
  const page = Number.isSafeInteger(wanted) ? Math.min(Math.max(0, wanted), last) : 0;
  return { page, from: page * size, to: page === last ? count : (page + 1) * size };
}

/** Told apart from a choice with the same title, which Meta would refuse. */
function moreTitle(word: string, rows: readonly OfferedChoice[]): string {
  const taken = new Set(rows.map(({ shown }) => fold(shown)));
  return tellApart(shorten(oneLine(word), list.title), taken, list.title).title;
}

function asTexts(question: Question, shown: Shown): ChoicesMessage[] {
  return numberedTexts({ ...question, ...shown }).map(asText);
}

function asInteractive(form: "buttons" | "list", question: Question, { from, rows, more }: Shown): ChoicesMessage[] {
  const { token } = question;
  const button = shorten(oneLine(isBlank(question.button) ? question.words.button : question.button), list.button);
  const { ahead, body, header, footer } = fitFrame(question, button);
  const choices = rows.map((choice, index) => ({
    id: tapIdOf(token, question.choices, from + index),
    title: choice.shown,
    description: fitLine(choice.description, list.description),
  }));
  if (more !== null) choices.push({ id: encodeTapId(token, { kind: "page", page: more.page }), title: more.title, description: null });
  const picture = pictureOf(question);
  const interactive: QuestionMessage = {
    type: "interactive",
    text: body,
    data:
      form === "buttons"
        ? {
            kind: form,
            header: picture ?? header,
            footer,
            button: null,
            choices: choices.map((choice) => ({ ...choice, description: null })),
          }
        : { kind: form, header, footer, button, choices },
  };
  return [...ahead, interactive];
}

/** The picture that buttons have instead of a header's words; null where there is none, or its address is none. */
function pictureOf({ picture = "" }: Question): { type: "image"; link: string } | null {
  const link = picture.trim();
  return isWebAddress(link) ? { type: "image", link } : null;
}

/** By position where the id does not fit, or an earlier choice has it. */
function tapIdOf(token: string, choices: readonly OfferedChoice[], index: number): string {
  const id = choices[index]?.id ?? "";
  const isFirst = choices.findIndex((one) => one.id === id) === index;
  return encodeTapId(token, isTapChoiceId(id) && isFirst ? { kind: "choice", id } : { kind: "position", position: index + 1 });
}
