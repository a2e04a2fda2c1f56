import type { Context, Json } from "#lib/engine/types.ts";
import { draw, type Draft, newId, plan } from "./draft.ts";
import { REORDER_MS } from "../faults.ts";
import type { BusinessNumber, Item, Post } from "../types.ts";

/** Meta puts up to this many updates into one POST. */
const MOST_UPDATES = 1_000;
/** It goes on trying for so long. */
const GIVE_UP_MS = 7 * 24 * 60 * 60 * 1_000;
const LONGEST_PAUSE_MS = 60 * 60 * 1_000;

/** An update will be told, when and as often as the number's faults have it. */
export function tell(draft: Draft, number: BusinessNumber, item: Item, at = draft.now): void {
  const { forgotten, duplicated, reordered, webhook_delay_ms: delay } = number.faults;
  if (forgotten > 0 && draw(draft) < forgotten) return;
  const copies = duplicated > 0 && draw(draft) < duplicated ? 2 : 1;
  for (let copy = 0; copy < copies; copy += 1) {
    const late = reordered > 0 && draw(draft) < reordered ? Math.floor(draw(draft) * REORDER_MS) : copy * 20;
    plan(draft, { what: "item", item, at: at + delay + late });
  }
}

/** What is due goes into as few POSTs as Meta makes of it. */
export function post(draft: Draft, items: readonly Item[]): void {
  const together = items.filter(({ phoneNumberId }) => draft.state.numbers[phoneNumberId]?.faults.apart !== true);
  for (let start = 0; start < together.length; start += MOST_UPDATES) postOne(draft, together.slice(start, start + MOST_UPDATES));
  for (const item of items) if (!together.includes(item)) postOne(draft, [item]);
}

function postOne(draft: Draft, items: readonly Item[]): void {
  const made: Post = { id: newId(draft, "post"), body: bodyOf(draft, items), tries: 1, firstAt: draft.now };
  send(draft, made);
}

function send(draft: Draft, made: Post): void {
  draft.state = { ...draft.state, posts: { ...draft.state.posts, [made.id]: made } };
  draft.posts.push(made);
}

function bodyOf(draft: Draft, items: readonly Item[]): Context {
  const accounts = Map.groupBy(items, ({ phoneNumberId }) => draft.state.numbers[phoneNumberId]?.wabaId ?? "0");
  return {
    object: "whatsapp_business_account",
    entry: [...accounts].map(([id, news]) => {
      const changes = changesOf(draft, news);
      // Only what is about an account has the entry's own time.
      const aboutAccount = news.every((item) => item.kind === "field" && item.value["metadata"] === undefined);
      return { id, ...(aboutAccount ? { time: Math.floor(draft.now / 1_000) } : {}), changes };
    }),
  };
}

function changesOf(draft: Draft, items: readonly Item[]): Json[] {
  const numbers = Map.groupBy(items, ({ phoneNumberId }) => phoneNumberId);
  return [...numbers].flatMap(([phoneNumberId, news]) => {
    const values: Context[] = [];
    const messages = news.filter((item) => item.kind === "message");
    if (messages.length > 0) values.push({ ...contactsOf(messages), messages: messages.map(({ message }) => message) });
    const statuses = news.filter((item) => item.kind === "status");
    if (statuses.length > 0) values.push({ ...contactsOf(statuses), statuses: statuses.map(({ status }) => status) });
    return [
      ...values.map((value): Json => ({ field: "messages", value: { ...headOf(draft, phoneNumberId), ...value } })),
      ...news.filter((item) => item.kind === "field").map(({ field, value }): Json => ({ field, value })),
    ];
  });
}

export const headOf = (draft: Draft, phoneNumberId: string): Context => ({
  messaging_product: "whatsapp",
  metadata: {
    display_phone_number: draft.state.numbers[phoneNumberId]?.displayPhoneNumber ?? "",
    phone_number_id: phoneNumberId,
  },
});

function contactsOf(items: readonly { contact: Context | null }[]): Context {
  const known = items.flatMap(({ contact }) => contact ?? []);
  const each = [...new Map(known.map((contact) => [JSON.stringify(contact), contact])).values()];
  return each.length === 0 ? {} : { contacts: each };
}

/** Anything but a 200 is tried again, at once and then ever more rarely. */
export function answered(draft: Draft, id: string, status: number): void {
  const made = draft.state.posts[id];
  if (made === undefined) return;
  if (status === 200 || draft.now - made.firstAt > GIVE_UP_MS) {
    const { [id]: _, ...posts } = draft.state.posts;
    draft.state = { ...draft.state, posts };
    return;
  }
  plan(draft, { what: "retry", postId: id, at: draft.now + Math.min(LONGEST_PAUSE_MS, 250 * 2 ** made.tries) });
}

export function retry(draft: Draft, id: string): void {
  const made = draft.state.posts[id];
  if (made !== undefined) send(draft, { ...made, tries: made.tries + 1 });
}
