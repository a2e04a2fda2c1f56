import type { ConfigIssue } from "../../engine/define-node.ts";
import { checkKeys } from "../../engine/validate/check-keys.ts";
import { fold } from "../../engine/values/normal-text.ts";
import { isBlank } from "../../whatsapp/outgoing/fit-text.ts";
import { INTERACTIVE_LIMITS } from "../../whatsapp/outgoing/interactive-parts.ts";
import { isWebAddress } from "../../whatsapp/outgoing/web-address.ts";
import { checkBody, writtenLength } from "../written-length.ts";
import type { CarouselConfig } from "./config.ts";

/** Codes of the issues that only this type has. */
export type SendCarouselIssue =
  | "no_message"
  | "message_over_limit"
  | "too_few"
  | "no_media"
  | "bad_media"
  | "no_url"
  | "bad_url"
  | "no_replies"
  | "uneven_replies"
  | "no_title"
  | "title_over_limit"
  | "same_title"
  | "body_over_limit"
  | "body_over_lines";

type Found = ConfigIssue & { code: SendCarouselIssue };
type Card = CarouselConfig["cards"][number];

const { carousel, buttons: replyLimits } = INTERACTIVE_LIMITS;

/** What an author should hear of; what values add is not known yet, and is made to fit when the carousel is sent. */
export function checkCarousel(config: CarouselConfig): ConfigIssue[] {
  const { message, cards, buttons, context_key } = config;
  const issues: Found[] = [];
  if (isBlank(message)) {
    issues.push({ severity: "warning", code: "no_message", field: "message", message: "says nothing above the cards: it has no message" });
  }
  issues.push(...checkBody("message_over_limit", "message", message));
  if (cards.length < carousel.least) {
    const told = `has ${cards.length} cards: WhatsApp's carousels hold ${carousel.least} to ${carousel.most}`;
    issues.push({ severity: "error", code: "too_few", field: "cards", message: told, params: { count: cards.length, ...LEAST_AND_MOST } });
  }
  issues.push(
    ...cards.flatMap((card, index) => [...checkMedia(card, index), ...(buttons === "url" ? checkLink : checkReplies)(card, index)]),
  );
  if (buttons === "reply" && new Set(cards.map(({ choices }) => choices.length)).size > 1) {
    const told = "has cards with different numbers of replies: WhatsApp wants as many on each";
    issues.push({ severity: "error", code: "uneven_replies", field: "cards", message: told });
  }
  return [...issues, ...checkKeys({ context_key })];
}

const LEAST_AND_MOST = { least: carousel.least, most: carousel.most };
/** Of an address that stands there whole. */
const isWrong = (address: string): boolean => !address.includes("{") && !isWebAddress(address.trim());

function checkMedia({ media_url, body }: Card, index: number): Found[] {
  const issues: Found[] = [];
  const number = index + 1;
  const [field, bodyField] = [`cards.${index}.media_url`, `cards.${index}.body`];
  if (isBlank(media_url)) {
    issues.push({ severity: "error", code: "no_media", field, message: `has no picture or video on card ${number}`, params: { number } });
  } else if (isWrong(media_url)) {
    const message = `has on card ${number} a media whose address is none: it has to begin with https:// or http://`;
    issues.push({ severity: "error", code: "bad_media", field, message, params: { number } });
  }
  const length = writtenLength(body);
  if (length > carousel.body) {
    const message = `has ${length} characters on card ${number}: WhatsApp shows ${carousel.body}, so they are shortened`;
    issues.push({
      severity: "warning",
      code: "body_over_limit",
      field: bodyField,
      message,
      params: { number, limit: carousel.body, length },
    });
  }
  const breaks = body.includes("{%") ? 0 : (body.trim().match(/\n/gu)?.length ?? 0);
  if (breaks > carousel.lineBreaks) {
    const lines = carousel.lineBreaks + 1;
    const message = `has ${breaks + 1} lines on card ${number}: WhatsApp takes ${lines}, so the last ones become one`;
    issues.push({ severity: "warning", code: "body_over_lines", field: bodyField, message, params: { number, lines } });
  }
  return issues;
}

function checkLink({ url, button }: Card, index: number): Found[] {
  const issues: Found[] = [];
  const number = index + 1;
  const field = `cards.${index}.url`;
  if (isBlank(url)) {
    issues.push({
      severity: "error",
      code: "no_url",
      field,
      message: `has no address behind the link of card ${number}`,
      params: { number },
    });
  } else if (isWrong(url)) {
    const message = `has on card ${number} a link whose address is none: it has to begin with https:// or http://`;
    issues.push({ severity: "error", code: "bad_url", field, message, params: { number } });
  }
  return [...issues, ...checkTitle(button, `cards.${index}.button`, carousel.button)];
}

function checkReplies({ choices }: Card, index: number): Found[] {
  const number = index + 1;
  if (choices.length === 0) {
    const message = `has nothing to tap on card ${number}`;
    return [{ severity: "error", code: "no_replies", field: `cards.${index}.choices`, message, params: { number } }];
  }
  const seen = new Set<string>();
  return choices.flatMap(({ id, title }, place): Found[] => {
    const field = `cards.${index}.choices.${place}.title`;
    if (isBlank(title)) {
      const message = `has a reply without a title: the contact sees "${id}"`;
      return [{ severity: "warning", code: "no_title", field, message, params: { id } }];
    }
    const isTaken = seen.has(fold(title));
    seen.add(fold(title));
    const message = `has two replies called "${title}" on card ${number}: the second gets a number`;
    const same: Found[] = isTaken ? [{ severity: "warning", code: "same_title", field, message, params: { title, number } }] : [];
    return [...same, ...checkTitle(title, field, replyLimits.title)];
  });
}

function checkTitle(title: string, field: string, limit: number): Found[] {
  const length = writtenLength(title);
  if (length <= limit) return [];
  const message = `has a button of ${length} characters: WhatsApp shows ${limit}, so it is shortened`;
  return [{ severity: "warning", code: "title_over_limit", field, message, params: { limit, length } }];
}
