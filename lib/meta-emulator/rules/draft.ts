import type { Refusal } from "../graph-error.ts";
import { httpStatusOf, toErrorBody } from "../graph-error.ts";
import { NO_FAULTS } from "../faults.ts";
import type { Answer, BusinessNumber, ChatEntry, Contact, Due, EmulatorState, Post } from "../types.ts";

/**
 * A state in the making. The state that `reduce` was given is never touched: whoever changes a part of it puts a new one in its place
 * here.
 */
export interface Draft {
  state: EmulatorState;
  readonly now: number;
  /** To be sent to our webhook now. */
  readonly posts: Post[];
}

/** A number between 0 and 1 (mulberry32). */
export function draw(draft: Draft): number {
  const next = (draft.state.random + 0x6d2b79f5) | 0;
  draft.state = { ...draft.state, random: next };
  let mixed = Math.imul(next ^ (next >>> 15), 1 | next);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

function count(draft: Draft): number {
  draft.state = { ...draft.state, counter: draft.state.counter + 1 };
  return draft.state.counter;
}

/** An id that was never given before, of the kind of Meta's: `wamid.HBg…`, `wacid.…`. */
export const newId = (draft: Draft, prefix: string): string =>
  `${prefix}.${btoa(`\u001d${draft.state.seed}${count(draft).toString(36).padStart(6, "0")}`).replaceAll("=", "")}`;

/** The id of a media: digits. */
export function newDigits(draft: Draft): string {
  const start = (Number.parseInt(draft.state.seed.slice(0, 8), 16) % 90_000_000) + 10_000_000;
  return `${start}${String(count(draft)).padStart(8, "0")}`;
}

const traceId = (draft: Draft): string => `A${count(draft).toString(36).padStart(7, "0")}${draft.state.seed.slice(0, 6)}`;

export const ok = (body: object): Answer => ({ kind: "json", status: 200, body, delayMs: 0 });

export const refuse = (draft: Draft, refusal: Refusal): Answer => ({
  kind: "json",
  status: httpStatusOf(refusal.code),
  body: toErrorBody(refusal, traceId(draft)),
  delayMs: 0,
});

type NewDue = Due extends infer Each ? (Each extends Due ? Omit<Each, "seq"> : never) : never;

export function plan(draft: Draft, due: NewDue): void {
  const entry = { ...due, seq: count(draft) } as Due;
  draft.state = { ...draft.state, due: [...draft.state.due, entry] };
}

/** One of our numbers; null for one that is not there, where not every number is taken. */
export function numberOf(draft: Draft, id: string): BusinessNumber | null {
  const known = Object.hasOwn(draft.state.numbers, id) ? draft.state.numbers[id] : undefined;
  if (known !== undefined) return known;
  if (!draft.state.settings.openNumbers || !/^[\w.-]{1,64}$/.test(id)) return null;
  return putNumber(draft, {
    id,
    wabaId: "210000000000001",
    displayPhoneNumber: "551140000000",
    countryCode: "55",
    verifiedName: "Siga",
    contacts: {},
    faults: NO_FAULTS,
    throughput: { tokens: NO_FAULTS.throughput, at: draft.now },
    service: { month: "", count: 0 },
  });
}

export function putNumber(draft: Draft, number: BusinessNumber): BusinessNumber {
  draft.state = { ...draft.state, numbers: { ...draft.state.numbers, [number.id]: number } };
  return number;
}

export function putContact(draft: Draft, phoneNumberId: string, contact: Contact): Contact {
  const number = numberOf(draft, phoneNumberId);
  if (number !== null) putNumber(draft, { ...number, contacts: { ...number.contacts, [contact.key]: contact } });
  return contact;
}

export function contactOf(draft: Draft, phoneNumberId: string, key: string): Contact | null {
  const contacts = draft.state.numbers[phoneNumberId]?.contacts ?? {};
  return (Object.hasOwn(contacts, key) ? contacts[key] : undefined) ?? null;
}

/** A chat longer than this forgets its beginning. */
const CHAT_LENGTH = 300;

export function putEntry(draft: Draft, phoneNumberId: string, contact: Contact, entry: ChatEntry): Contact {
  const others = contact.chat.filter(({ wamid }) => wamid !== entry.wamid);
  const chat = others.length === contact.chat.length ? [...contact.chat, entry].slice(-CHAT_LENGTH) : replaced(contact.chat, entry);
  return putContact(draft, phoneNumberId, { ...contact, chat });
}

const replaced = (chat: readonly ChatEntry[], entry: ChatEntry): ChatEntry[] =>
  chat.map((each) => (each.wamid === entry.wamid ? entry : each));
