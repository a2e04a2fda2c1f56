import { z } from "zod";
import { FIELD_KINDS, MESSAGE_KINDS } from "./inbound/fill.ts";
import { faults } from "./faults.ts";

/** What can be done with the emulated Meta beside what Graph offers: by the Phone, the terminal chat, and tests. */

const id = z.string().min(1).max(512);
const values = z.record(z.string().max(64), z.union([z.string().max(65_536), z.number()]));

const number = z
  .string()
  .regex(/^[\w.-]{1,64}$/)
  .meta({ description: "The business number's id (phone_number_id)." });
/** Somebody who is there already, by key, or anybody, by their number. */
const who = {
  number,
  contact: z.string().min(1).max(200).optional(),
  wa_id: z
    .string()
    .regex(/^\d{7,15}$/)
    .optional(),
  name: z.string().min(1).max(100).optional(),
};

const one = <Kinds extends Readonly<Record<string, unknown>>>(kinds: Kinds) =>
  z.string().refine((kind) => Object.hasOwn(kinds, kind), { error: "is no kind that the emulator knows" });

export const act = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("say"), ...who, kind: one(MESSAGE_KINDS), values: values.optional(), quote: id.optional() }),
  z.strictObject({ act: z.literal("tap"), ...who, message: id, tap: z.string().max(512), values: values.optional() }),
  z.strictObject({ act: z.literal("react"), ...who, message: id, emoji: z.string().max(32) }),
  z.strictObject({ act: z.literal("edit"), ...who, message: id, text: z.string().min(1).max(4_096) }),
  z.strictObject({ act: z.literal("delete"), ...who, message: id }),
  z.strictObject({ act: z.literal("tell"), ...who, kind: one(FIELD_KINDS), values: values.optional() }),
  z.strictObject({
    act: z.literal("status"),
    ...who,
    message: id,
    status: z.enum(["sent", "delivered", "read", "played", "failed", "deleted"]),
    code: z.number().int().min(0).optional(),
  }),
  z.strictObject({
    act: z.literal("set"),
    ...who,
    online: z.boolean().optional(),
    reads: z.boolean().optional(),
    blocks: z.boolean().optional(),
    opted_out: z.boolean().optional(),
    on_whatsapp: z.boolean().optional(),
    username: z.string().max(35).nullable().optional(),
  }),
  z.strictObject({ act: z.literal("read"), ...who }),
  z.strictObject({ act: z.literal("change_number"), ...who, to: z.string().regex(/^\d{7,15}$/) }),
  z.strictObject({ act: z.literal("close_window"), ...who }),
  z.strictObject({ act: z.literal("clear"), ...who }),
  z.strictObject({ act: z.literal("faults"), number, faults: faults.partial() }),
  z.strictObject({ act: z.literal("settings"), strangers: z.enum(["open", "closed"]) }),
]);

export type Act = z.infer<typeof act>;
export type ContactAct = Exclude<Act, { act: "faults" | "settings" }>;

const tap = z.object({ id: z.string(), title: z.string(), description: z.string().nullable() });
const formField = z.object({
  name: z.string(),
  label: z.string(),
  required: z.boolean(),
  options: z.array(z.object({ id: z.string(), title: z.string() })),
});

const chatEntryView = z
  .object({
    wamid: z.string(),
    from: z.enum(["contact", "business"]),
    at: z.iso.datetime(),
    message: z.object({ type: z.string(), text: z.string(), data: z.record(z.string(), z.json()) }),
    taps: z.array(tap).meta({ description: "What the contact can tap that the drawing of the message does not offer." }),
    form: z.object({ title: z.string(), fields: z.array(formField) }).nullable(),
    status: z.string(),
    error: z.string().nullable(),
    quotes: z.string().nullable().meta({ description: "The words of the message that it replies to." }),
    reactions: z.array(z.string()),
    edited: z.boolean(),
    deleted: z.boolean(),
  })
  .meta({ id: "EmulatedMessage" });

export const contactView = z
  .object({
    key: z.string(),
    wa_id: z.string().nullable(),
    user_id: z.string().nullable(),
    username: z.string().nullable(),
    name: z.string(),
    online: z.boolean(),
    reads: z.boolean(),
    blocks: z.boolean(),
    blocked: z.boolean(),
    opted_out: z.boolean(),
    on_whatsapp: z.boolean(),
    typing: z.boolean(),
    window_open_until: z.iso.datetime().nullable(),
    chat: z.array(chatEntryView),
  })
  .meta({ id: "EmulatedContact" });

export const numberView = z
  .object({
    number: z.string(),
    strangers: z.enum(["open", "closed"]),
    faults,
    contacts: z.array(contactView),
    kinds: z.object({ messages: z.array(z.string()), fields: z.array(z.string()) }),
    undelivered: z.number().int().meta({ description: "Webhooks that our web has not taken yet." }),
  })
  .meta({ id: "EmulatedNumber" });

export type NumberView = z.output<typeof numberView>;
export type ContactView = z.output<typeof contactView>;
export type ChatEntryView = z.output<typeof chatEntryView>;
