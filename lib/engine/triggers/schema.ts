import { z } from "zod";
import { isTimeZone } from "../values/dates.ts";
import { ON_OPEN, type Trigger, WORD_MATCHES } from "../trigger-types.ts";

export const MOST_TRIGGERS = 100;
const MOST_WORDS = 200;
const MOST_WORD_LENGTH = 200;
export const DEFAULT_PRIORITY = 100;
export const MOST_PRIORITY = 1_000;

const texts = (most: number) => z.array(z.string().max(MOST_WORD_LENGTH)).max(most);

const common = {
  id: z.string().min(1).max(64),
  priority: z.int().min(1).max(MOST_PRIORITY).default(DEFAULT_PRIORITY),
  on_open: z.enum(ON_OPEN).default("ignore"),
  channels: z.array(z.string().min(1).max(64)).max(100).optional(),
};
const plain = <Type extends "any_message" | "first_message" | "missed_call" | "api" | "flow">(type: Type) =>
  z.strictObject({ ...common, type: z.literal(type) });

/** Refused is what is no trigger; what is one and would begin nothing (no words, a cron that nobody can read) is for `validate`. */
export const triggerSchema = z.discriminatedUnion("type", [
  z.strictObject({ ...common, type: z.literal("words"), match: z.enum(WORD_MATCHES).default("exact"), words: texts(MOST_WORDS) }),
  plain("any_message"),
  plain("first_message"),
  z.strictObject({ ...common, type: z.literal("referral"), source_ids: texts(100).optional() }),
  z.strictObject({ ...common, type: z.literal("template_reply"), replies: texts(100).optional() }),
  plain("missed_call"),
  z.strictObject({
    ...common,
    type: z.literal("schedule"),
    cron: z.string().max(100),
    time_zone: z.string().max(60).refine(isTimeZone, "must be a time zone such as America/Sao_Paulo").default("America/Sao_Paulo"),
    labels: texts(20).default([]),
  }),
  plain("api"),
  plain("flow"),
]) satisfies z.ZodType<Trigger>;

export const triggersSchema = z.array(triggerSchema).max(MOST_TRIGGERS);
