/** Expressions taken out of a text one after another, so that no part of it is read twice. */

/** Stands where something was taken out; no text of a person's has it, as `prepare` takes it out first. */
export const MARK = "\u0001";

export interface Cut<Found> {
  found: Found[];
  rest: string;
}

export interface Rule<Found, Settings> {
  /** Global, with named groups. */
  pattern: RegExp;
  /** What it says; null where it says nothing after all, and stays in the text. */
  read: (groups: Readonly<Record<string, string | undefined>>, settings: Settings, whole: string) => Found | null;
}

/** Applies the rules in order; `found` is in the order of the text. */
export function cutAll<Found, Settings>(text: string, rules: readonly Rule<Found, Settings>[], settings: Settings): Cut<Found> {
  const bySlot: Found[] = [];
  let rest = text;
  for (const { pattern, read } of rules) {
    rest = rest.replace(pattern, (whole: string, ...others: unknown[]) => {
      const groups = others.at(-1);
      const found = read(typeof groups === "object" ? ({ ...groups } as Record<string, string | undefined>) : {}, settings, whole);
      if (found === null) return whole;
      bySlot.push(found);
      return ` ${MARK}${String.fromCharCode(SLOTS + bySlot.length - 1)} `;
    });
  }
  const order = [...rest.matchAll(SLOT)].map(([slot]) => slot.charCodeAt(1) - SLOTS);
  return { found: order.flatMap((index) => bySlot[index] ?? []), rest: rest.replace(SLOT, MARK).replace(/\s+/g, " ").trim() };
}

/** The private use area: one character for each finding. */
const SLOTS = 0xe000;
const SLOT = new RegExp(`${MARK}[\\ue000-\\uf8ff]`, "g");

/** Whether two findings stand as a choice: "quinta ou sexta". */
export function isAlternative(rest: string): boolean {
  return new RegExp(`${MARK}(?: [\\p{L}]+){0,2}? (?:ou|or)(?: [\\p{L}]+){0,2} ${MARK}`, "u").test(
    rest.replace(/[,;]/g, " ").replace(/ +/g, " "),
  );
}
