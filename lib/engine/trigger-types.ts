/** What begins a flow, or interrupts a conversation that is open: part of the flow's graph, and so of its versions. */

/** In the order in which they are tried where priorities are equal: what names more comes first. */
export const TRIGGER_TYPES = [
  "template_reply",
  "words",
  "referral",
  "missed_call",
  "first_message",
  "any_message",
  "schedule",
  "api",
  "flow",
] as const;
export type TriggerType = (typeof TRIGGER_TYPES)[number];

/** Whether only one trigger of these types can take what several would, so that priority and channel decide between them. */
export const competes = (type: TriggerType): boolean => type !== "schedule" && type !== "api" && type !== "flow";

/** Whether it is on some channels only: a request names the contact, and so the channel, and a flow that begins another one has both. */
export const isOnChannels = (type: TriggerType): boolean => type !== "api" && type !== "flow";

/** `exact`: the whole message. `first_word`: it begins so. `contains`: anywhere in it. Always whole words. */
export const WORD_MATCHES = ["exact", "first_word", "contains"] as const;

/**
 * What becomes of a conversation that is open. `ignore`: it goes on, and the trigger begins nothing. `end`: it is ended.
 * `suspend`: it waits until the flow that begins on top of it is over, and goes on as it was.
 */
export const ON_OPEN = ["ignore", "end", "suspend"] as const;
export type OnOpen = (typeof ON_OPEN)[number];

interface Common {
  /** Within its flow. */
  id: string;
  /** 1 comes first. */
  priority: number;
  on_open: OnOpen;
  /** Numbers by Meta's id (`phone_number_id`); absent or empty: on all of them. */
  channels?: string[] | undefined;
}

export type Trigger = Common &
  (
    | { type: "words"; match: (typeof WORD_MATCHES)[number]; words: string[] }
    | { type: "any_message" | "first_message" | "missed_call" | "api" | "flow" }
    /** `source_ids`: of these ads or posts alone. */
    | { type: "referral"; source_ids?: string[] | undefined }
    /** A tap on a quick reply of a template. `replies`: of these alone, by what stands on the button or by its payload. */
    | { type: "template_reply"; replies?: string[] | undefined }
    /** For all contacts that have each of these labels. */
    | { type: "schedule"; cron: string; time_zone: string; labels: string[] }
  );

/** A trigger with the flow that it would begin. */
export interface TriggerEntry {
  flowId: number;
  flowVersionId: number;
  trigger: Trigger;
}

/** Why an execution began. `default`: the channel's flow. `rescue`: the channel's rescue flow. `trigger`: which of the flow's. */
export interface StartedBy {
  type: TriggerType | "default" | "rescue";
  trigger?: string;
}
