import { z } from "zod";
import { choice, contextKey, delaySeconds, exitId, flag, list, refuseSameIds, text } from "../../engine/options.ts";
import { INTERACTIVE_LIMITS } from "../../whatsapp/outgoing/interactive-parts.ts";
import { attempts, MAX_WORDS, RESERVED_EXITS } from "../send_choices/config.ts";
import { keysOf } from "../send_choices/settle.ts";

export const { most: MAX_CARDS, replies: MAX_REPLIES } = INTERACTIVE_LIMITS.carousel;
export const MEDIA = ["image", "video"] as const;
export const BUTTONS = ["reply", "url"] as const;

const card = z.object({
  /** Templates: the address of the picture or video, the words below it. */
  media_url: text(),
  body: text(),
  /** Both are templates; for links. */
  button: text(),
  url: text(),
  /** Quick replies. `title` is a template. */
  choices: list(z.object({ id: exitId(RESERVED_EXITS), title: text(), words: list(text(), MAX_WORDS) }), MAX_REPLIES),
});

export const carouselConfig = z.object({
  /** Templates, as is retry_message. */
  message: text(),
  /** What all cards show, and what can be tapped on all of them. What the other kind needs is kept in the cards. */
  media: choice(MEDIA),
  buttons: choice(BUTTONS),
  cards: list(card, MAX_CARDS).check(refuseSameReplies),
  /** Leaves by `next` at once; a later node hears what was tapped. Links are never answered. */
  display_only: flag(false),
  context_key: contextKey({ isNew: true }),
  attempts: attempts(),
  /** Blank: the message once more. */
  retry_message: text(),
  /** 0: as long as it takes. */
  timeout_seconds: delaySeconds(),
  hears_earlier: flag(false),
});

export type CarouselConfig = z.infer<typeof carouselConfig>;

/** Ids are exits, so they are told apart over all cards. */
function refuseSameReplies({ value: cards, issues }: z.core.ParsePayload<z.infer<typeof card>[]>): void {
  const places = cards.flatMap(({ choices }, index) => choices.map((_, place) => [index, "choices", place] as const));
  const found: z.core.ParsePayload<{ id: string }[]> = { value: cards.flatMap(({ choices }) => choices), issues: [] };
  refuseSameIds(found);
  for (const issue of found.issues) {
    const [row, ...rest] = issue.path ?? [];
    issues.push({ ...issue, path: [...(places[Number(row)] ?? []), ...rest] });
  }
}

/** Whether the node waits for what is tapped. */
export const isAnswered = ({ buttons, display_only }: CarouselConfig): boolean => buttons === "reply" && !display_only;

export const repliesOf = ({ cards }: CarouselConfig) => cards.flatMap(({ choices }) => choices);

/** The replies as authors tell them apart: where several have one title, by the first line of their cards, else by the cards' numbers. */
export function namedReplies({ cards }: CarouselConfig): { id: string; title: string }[] {
  const titles = cards.flatMap(({ choices }) => choices.map(({ title }) => title));
  const isShared = (title: string) => titles.filter((other) => other === title).length > 1;
  return cards.flatMap(({ body, choices }, index) =>
    choices.map(({ id, title }) => {
      const card = body.trim().split("\n")[0] || `${index + 1}`;
      return { id, title: isShared(title) ? `${card}: ${title}` : title };
    }),
  );
}

/** All ways out, in the order of the card. */
export function exitsOf(config: CarouselConfig): string[] {
  if (!isAnswered(config)) return ["next"];
  return [...repliesOf(config).map(({ id }) => id), "no_match", ...(config.timeout_seconds > 0 ? ["timeout"] : [])];
}

export const setsOf = (config: CarouselConfig): string[] => (isAnswered(config) ? Object.values(keysOf(config) ?? {}) : []);
