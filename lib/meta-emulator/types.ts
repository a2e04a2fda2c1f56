import type { Context } from "#lib/engine/types.ts";
import type { Faults } from "./faults.ts";

/** All that the emulated Meta knows. Plain JSON; nobody but `reduce` makes a new one. Times in milliseconds since 1970. */
export interface EmulatorState {
  /** Random for each start, so that no id is ever given twice, whatever was kept of the start before. */
  readonly seed: string;
  readonly counter: number;
  /** Of the random numbers that faults are drawn with. */
  readonly random: number;
  readonly settings: EmulatorSettings;
  readonly numbers: Readonly<Record<string, BusinessNumber>>;
  readonly media: Readonly<Record<string, Media>>;
  readonly due: readonly Due[];
  /** POSTs whose answer has not come, or that wait for their next try. */
  readonly posts: Readonly<Record<string, Post>>;
}

export interface EmulatorSettings {
  /** Take any number that is asked for, or only those that are there. */
  openNumbers: boolean;
  /**
   * Somebody who has never written through here may have written by another way, while several programs play Meta: then the window counts
   * as open.
   */
  strangers: "open" | "closed";
  /** Milliseconds from a message's acceptance to its `sent`, to its `delivered`, and from then to its `read`. */
  pace: { sent: number; delivered: number; read: number };
  /** Ids of files that inbound media point to, by MIME type. */
  samples: Readonly<Record<string, Blob>>;
  templates: readonly Template[];
  forms: readonly Form[];
}

export interface Blob {
  /** Under which the HTTP face has the bytes. */
  key: string;
  mimeType: string;
  /** Bytes. */
  size: number;
  /** Hexadecimal. */
  sha256: string;
}

export interface Template {
  name: string;
  language: string;
  category: "MARKETING" | "UTILITY" | "AUTHENTICATION";
  status: string;
  /** Whether its variables are numbered, which they are unless told, or have names. */
  parameter_format?: "POSITIONAL" | "NAMED";
  /** As Meta lists them: `{type: "BODY", text}` and the like. */
  components: readonly Context[];
}

export interface Form {
  id: string;
  name: string;
  status: "DRAFT" | "PUBLISHED" | "DEPRECATED" | "THROTTLED" | "BLOCKED";
  categories: readonly string[];
  /** The form itself, as Meta's JSON of it. */
  json: Context;
}

export interface BusinessNumber {
  readonly id: string;
  readonly wabaId: string;
  /** Digits. */
  readonly displayPhoneNumber: string;
  readonly countryCode: string;
  readonly verifiedName: string;
  readonly contacts: Readonly<Record<string, Contact>>;
  readonly faults: Faults;
  /** What may still be sent within this second. */
  readonly throughput: Bucket;
  /** Service messages of the month `YYYY-MM`: the first 1,000 are free. */
  readonly service: { month: string; count: number };
}

export interface Bucket {
  tokens: number;
  at: number;
}

export interface Contact {
  /** Ours, for good: numbers and user ids change. */
  readonly key: string;
  /** Digits; null for somebody who is known by user id only. */
  readonly waId: string | null;
  /** Null for somebody of whom only the number is known, because we have written to it. */
  readonly userId: string | null;
  readonly username: string | null;
  readonly name: string;
  readonly onWhatsApp: boolean;
  /** Off: airplane mode. What is sent either way is held until it is on again. */
  readonly online: boolean;
  /** Reads what arrives without anybody's help. */
  readonly reads: boolean;
  /** The contact has blocked the business. */
  readonly blocks: boolean;
  /** The business has blocked the contact. */
  readonly blocked: boolean;
  readonly optedOut: boolean;
  readonly lastInboundAt: number | null;
  /** From an ad: until then everything is free. */
  readonly freeEntryUntil: number | null;
  readonly fromAdAt: number | null;
  readonly pair: Bucket;
  readonly typingUntil: number | null;
  /** When a call with the contact last came about. */
  readonly calledAt: number | null;
  readonly chat: readonly ChatEntry[];
}

export type BusinessStatus = "accepted" | "sent" | "delivered" | "read" | "played" | "failed";

export interface ChatEntry {
  readonly wamid: string;
  readonly from: "contact" | "business";
  readonly at: number;
  /** `type` and what stands under its name, as it was sent, either way. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Of a message of ours; of the contact's own: `held` in airplane mode, then `sent`, and `read` when we said so. */
  readonly status: BusinessStatus | "held";
  readonly error: { code: number; details: string } | null;
  readonly quotes: string | null;
  readonly opaque: string | null;
  readonly pricing: Readonly<Record<string, unknown>> | null;
  /** Sent to a user id, not to a number. */
  readonly byUserId: boolean;
  readonly reactions: { readonly contact: string | null; readonly business: string | null };
  readonly edited: boolean;
  /** Sent while the contact blocked us: it never arrives, also not later. */
  readonly stays: boolean;
  readonly deleted: boolean;
}

export interface Media {
  readonly id: string;
  readonly phoneNumberId: string;
  readonly blob: Blob;
  readonly expiresAt: number;
  /** Of its present download address. */
  readonly link: { secret: string; until: number } | null;
}

/** One update within a webhook. */
export type Item =
  | { kind: "message"; phoneNumberId: string; message: Context; contact: Context | null }
  | { kind: "status"; phoneNumberId: string; status: Context; contact: Context | null }
  | { kind: "field"; phoneNumberId: string; field: string; value: Context };

export type Due = { readonly at: number; readonly seq: number } & (
  | { readonly what: "item"; readonly item: Item }
  | {
      readonly what: "progress";
      readonly phoneNumberId: string;
      readonly key: string;
      readonly wamid: string;
      readonly status: BusinessStatus;
    }
  | { readonly what: "retry"; readonly postId: string }
);

export interface Post {
  readonly id: string;
  readonly body: Context;
  readonly tries: number;
  readonly firstAt: number;
}

/** What the HTTP face answers with. `silence`: nothing ever comes, or the connection breaks. */
export type Answer =
  | { kind: "json"; status: number; body: object; delayMs: number }
  | { kind: "bytes"; blob: Blob; delayMs: number }
  | { kind: "silence"; how: "hang" | "reset"; delayMs: number };
