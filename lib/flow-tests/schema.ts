import { z } from "zod";
import { contactFieldSchema } from "../engine/contact-fields/schema.ts";
import { calendarSchema } from "../engine/calendar/schema.ts";
import { CONTEXT_LIMIT, isJsonObject, jsonSize } from "../engine/context.ts";
import { EXECUTION_STATUSES } from "../engine/status.ts";
import { type Context, SEND_OUTCOMES } from "../engine/types.ts";
import { AI_TURNS } from "../effects/complete_ai/turns.ts";
import { CALL_TYPES } from "../effects/registry.ts";
import { CALL_NAMES } from "../engine/calls.ts";
import { SAMPLE_PROFILE } from "../simulator/sample-profile.ts";

/**
 * A flow test: a conversation that was kept, turn by turn, with what is expected of the flow after each turn.
 * JSON as the API carries it (snake_case); what an expectation leaves out is not looked at.
 */

export const MAX_TESTS = 100;
export const MAX_TURNS = 200;
const MAX_MESSAGES = 200;
const MAX_TEXT = 65_536;
const YEAR_IN_SECONDS = 366 * 24 * 3600;

const jsonObject = (
  z.record(z.string(), z.unknown()).refine(isJsonObject, "must be a JSON object, without keys such as __proto__") as unknown as z.ZodType<
    Context,
    Context
  >
).refine((context) => jsonSize(context) <= CONTEXT_LIMIT, `must be smaller than ${CONTEXT_LIMIT} characters of JSON`);
const words = z.string("must be a text").max(MAX_TEXT, `must have at most ${MAX_TEXT} characters`);

const doing = z.discriminatedUnion("action", [
  z.strictObject({
    action: z.literal("start"),
    context: jsonObject.optional(),
    node: z.string().min(1).max(64).optional().meta({ description: "Where to begin; the flow's start unless given." }),
  }),
  z.strictObject({
    action: z.literal("say"),
    text: words,
    kind: z.string().min(1).max(64).optional().meta({ description: "`text` unless given." }),
    data: jsonObject.optional(),
  }),
  z.strictObject({
    action: z.literal("tap"),
    choice: words.min(1, "must not be empty").meta({ description: "The id of the choice, or its title on the button or in the list." }),
    back: z
      .int()
      .min(0)
      .max(MAX_MESSAGES)
      .optional()
      .meta({ description: "How many messages with choices came after the one that is tapped; 0 unless given." }),
    values: jsonObject.optional().meta({ description: "What is filled in first, where the tap opens a form." }),
  }),
  z.strictObject({ action: z.literal("wait"), seconds: z.number().min(0).max(YEAR_IN_SECONDS) }),
  z.strictObject({ action: z.literal("next_timer") }),
  z
    .strictObject({ action: z.literal("call_back"), node: z.string().min(1).max(64), body: z.json().default(null) })
    .meta({ description: "Another system calls the address of this node." }),
  ...AI_TURNS,
  z
    .strictObject({ action: z.literal("answer_call"), effect: z.enum(CALL_NAMES), result: jsonObject.optional() })
    .refine(({ effect, result }) => result === undefined || CALL_TYPES[effect].result.safeParse(result).success, {
      path: ["result"],
      message: "is not what a call of this effect brings back",
    })
    .meta({ description: "The oldest call of this effect is answered; without a result by a made-up one." }),
  z.strictObject({ action: z.literal("settle_send"), outcome: z.enum(SEND_OUTCOMES).optional() }).meta({
    description:
      "Meta answers the message whose node waits for that; without an outcome it takes it, or refuses it where the contact's " +
      "24 hours are over.",
  }),
]);

const expectation = z
  .strictObject({
    messages: z
      .array(words)
      .max(MAX_MESSAGES)
      .optional()
      .meta({ description: "The texts sent in this turn, all of them, in order; without those in `refused`, where that is given." }),
    refused: z.array(words).max(MAX_MESSAGES).optional().meta({
      description: "Those that WhatsApp would not take, because the contact's 24 hours were over; they are not in `messages` then.",
    }),
    node: z.string().max(64).nullable().optional().meta({ description: "Id of the node where the execution rests or ended." }),
    status: z.enum(EXECUTION_STATUSES).optional(),
    context: jsonObject.optional().meta({ description: "What the context must hold, among other things." }),
  })
  .meta({ description: "What is left out is not looked at." });

const flowTestTurn = z.strictObject({ do: doing, expect: expectation.default({}) });

const name = z.string("must be a text").trim().min(1, "must not be empty").max(200, "must have at most 200 characters");

const flowTestContact = z.strictObject({
  name: z.string().max(200),
  phone: z
    .string()
    .regex(/^\d{1,20}$/, "must be digits only, with the country code")
    .nullable()
    .meta({ description: "Null: WhatsApp names the contact by an id only." }),
});

export const flowTest = z.strictObject({
  name,
  contact: flowTestContact.default(SAMPLE_PROFILE),
  starts_at: z.iso
    .datetime("must be a moment such as 2026-11-23T12:00:00.000Z")
    .default("2026-01-05T12:00:00.000Z")
    .meta({ description: "The clock at the first turn." }),
  calendars: z
    .array(calendarSchema)
    .max(100)
    .optional()
    .meta({ description: "The calendars that its flow goes by; those of the organisation as they are then unless given." }),
  contact_fields: z
    .array(contactFieldSchema)
    .max(100)
    .optional()
    .meta({ description: "The fields of contacts that have a type; those of the organisation as they are then unless given." }),
  turns: z.array(flowTestTurn).min(1, "must have at least one turn").max(MAX_TURNS, `must have at most ${MAX_TURNS} turns`),
});

export type FlowTest = z.output<typeof flowTest>;
export type FlowTestTurn = z.output<typeof flowTestTurn>;
export type FlowTestAction = FlowTestTurn["do"];
export type Expectation = FlowTestTurn["expect"];

export const EXAMPLE_FLOW_TEST = {
  name: "Diz o nome",
  contact: { name: "Ana Souza", phone: "5511912345678" },
  starts_at: "2026-01-05T12:00:00.000Z",
  turns: [
    { do: { action: "say", text: "oi" }, expect: { messages: ["Olá! Qual é o seu nome?"], node: "name" } },
    { do: { action: "say", text: "Ana" }, expect: { messages: [], status: "completed", context: { nome: "Ana" } } },
  ],
} as const satisfies z.input<typeof flowTest>;
