import { z } from "zod";
import { contextKey, delaySeconds, exitId, flag, optionalGroup, list, optionalNumber, refuseSameIds, text } from "../../engine/options.ts";

const DEFAULT_ATTEMPTS = 2;
export const MAX_ATTEMPTS = 20;
/** More exits than anybody connects; longer lists come from the context. */
export const MAX_FIXED_CHOICES = 100;
export const MAX_WORDS = 50;

/** Exits that are no choice, here or in other node types that send. */
export const RESERVED_EXITS: readonly string[] = ["next", "no_match", "timeout", "empty", "failed", "window_closed"];

const choice = z.object({
  id: exitId(RESERVED_EXITS),
  /** Both are templates. */
  title: text(),
  description: text(),
  words: list(text(), MAX_WORDS),
});

/** How often the contact may try, the first answer included. */
export const attempts = () =>
  optionalNumber({ min: 1, max: MAX_ATTEMPTS, integer: true }).transform((written) => written ?? DEFAULT_ATTEMPTS);

export const choicesConfig = z.object({
  /** Templates, as are header, footer, button and retry_message. */
  message: text(),
  header: text(),
  /** The address of a picture in the header's place, a template too; only buttons show it. */
  header_image: text(),
  footer: text(),
  /** What opens a list. */
  button: text(),
  choices: list(choice, MAX_FIXED_CHOICES).check(refuseSameIds),
  /** Paths of the context; null where the choices are written here. */
  choices_from: optionalGroup({ list: text(), id: text(), title: text(), description: text() }),
  context_key: contextKey(),
  attempts: attempts(),
  /** Blank: the question once more. */
  retry_message: text(),
  /** 0: as long as it takes. */
  timeout_seconds: delaySeconds(),
  hears_earlier: flag(false),
  /** The flow goes on at once; what is tapped is heard by a later node. */
  display_only: flag(false),
});

export type ChoicesConfig = z.infer<typeof choicesConfig>;

/** All ways out, in the order of the card. */
export function exitsOf({ choices, choices_from, timeout_seconds, display_only }: ChoicesConfig): string[] {
  if (display_only) return choices_from === null ? ["next"] : ["next", "empty"];
  return [
    ...(choices_from === null ? choices.map(({ id }) => id) : ["next"]),
    "no_match",
    ...(timeout_seconds > 0 ? ["timeout"] : []),
    ...(choices_from === null ? [] : ["empty"]),
  ];
}
