import { z } from "zod";
import { NO_FAULTS } from "../faults.ts";
import type { BusinessNumber, Due, EmulatorSettings, EmulatorState } from "../types.ts";
import { newState } from "./new-state.ts";

/** Whoever changes what the state is made of counts it up; what was kept in another form is not read. */
const FORM = 1;

const record = z.record(z.string(), z.looseObject({}));
const keptSchema = z.object({
  form: z.literal(FORM),
  strangers: z.enum(["open", "closed"]),
  counter: z.number().int(),
  numbers: record,
  media: record,
  due: z.array(z.looseObject({ at: z.number(), seq: z.number(), what: z.string() })),
  posts: record,
});

/** What outlives a stop: who wrote what and when, what is still to be told. Files live as long as their bytes, which are not kept. */
export function keptOf({ settings, counter, numbers, media, due, posts }: EmulatorState): string {
  const samples = new Set(Object.values(settings.samples).map(({ key }) => key));
  const lasting = Object.fromEntries(Object.entries(media).filter(([, { blob }]) => samples.has(blob.key)));
  return JSON.stringify({ form: FORM, strangers: settings.strangers, counter, numbers, media: lasting, due, posts });
}

/**
 * The state to go on with; a new one where nothing was kept, or nothing that can be read. `seed` as for a new one: what was given out
 * since the last time that it was kept is not given again.
 */
export function restored(kept: string | null, seed: string, settings: Partial<EmulatorSettings>, now: number): EmulatorState {
  const fresh = newState(seed, settings);
  const parsed = kept === null ? undefined : keptSchema.safeParse(jsonOf(kept)).data;
  if (parsed === undefined) return fresh;
  // It is what `keptOf` wrote, in the form that we know.
  const was = parsed as unknown as Pick<EmulatorState, "counter" | "numbers" | "media" | "due" | "posts">;
  const waiting = new Set(was.due.flatMap((due) => (due.what === "retry" ? [due.postId] : [])));
  const unanswered = Object.keys(was.posts).filter((id) => !waiting.has(id));
  const retries = unanswered.map((postId, n): Due => ({ what: "retry", postId, at: now, seq: was.counter + n + 1 }));
  return {
    ...fresh,
    ...was,
    settings: { ...fresh.settings, strangers: parsed.strangers },
    counter: was.counter + retries.length,
    numbers: Object.fromEntries(Object.entries(was.numbers).map(([id, number]) => [id, withAll(number)])),
    due: [...was.due, ...retries],
  };
}

/** A fault that a later release brings is off, and nothing is known of what it remembers of contacts. */
const withAll = (number: BusinessNumber): BusinessNumber => ({
  ...number,
  faults: { ...NO_FAULTS, ...number.faults },
  contacts: Object.fromEntries(Object.entries(number.contacts).map(([key, contact]) => [key, { ...{ calledAt: null }, ...contact }])),
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
