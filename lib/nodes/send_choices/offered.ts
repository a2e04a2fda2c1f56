import { isBlank, oneLine, shorten } from "../../whatsapp/outgoing/fit-text.ts";
import type { Choice, OfferedChoice } from "./choice.ts";
import { fold } from "../../engine/values/normal-text.ts";

/** More than any title on a screen needs, and little enough for a numbered text. UTF-16 units. */
const MAX_TITLE = 1000;

/**
 * The choices with the titles that are shown. A blank title gives way to the id. Titles that look or read alike are told apart by a
 * number ("Bolo", "Bolo (2)"), because Meta refuses two that are the same and nobody could name one of them.
 */
export function offerChoices(choices: readonly Choice[]): OfferedChoice[] {
  const taken = new Set<string>();
  // Where the search for a number goes on, or a thousand equal titles would take half a million tries.
  const counts = new Map<string, number>();
  return choices.map((choice, index) => {
    const title = isBlank(choice.title) ? choice.id : choice.title;
    const line = shorten(isBlank(title) ? `${index + 1}` : oneLine(title), MAX_TITLE);
    const normal = fold(line);
    const told = tellApart(line, taken, MAX_TITLE, counts.get(normal));
    counts.set(normal, told.count);
    taken.add(fold(told.title));
    return { ...choice, shown: told.title };
  });
}

/** The title, with the first number from `count` + 1 on that makes its normal form none of those taken. */
export function tellApart(title: string, taken: ReadonlySet<string>, most: number, count = 1): { title: string; count: number } {
  let told = title;
  while (taken.has(fold(told))) {
    count++;
    const mark = ` (${count})`;
    told = `${shorten(title, most - mark.length)}${mark}`;
  }
  return { title: told, count };
}
