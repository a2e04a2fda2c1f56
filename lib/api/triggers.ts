import { z } from "zod";
import { triggerSchema } from "#lib/engine/triggers/schema.ts";
import { contract } from "./contract.ts";
import { timestamp } from "./ids.ts";
import { quiet } from "./quiet.ts";

const named = { flow_id: z.int(), flow_name: z.string() };

const run = z
  .object({
    due_at: timestamp,
    started: z.int(),
    skipped_window: z.int().meta({ description: "Contacts whose 24 hours were over." }),
    skipped_open: z.int().meta({ description: "Contacts in a conversation that the trigger leaves alone." }),
    skipped_consent: z.int().meta({ description: "Contacts who have opted out." }),
    finished_at: timestamp.nullable(),
  })
  .meta({ id: "TriggerRun" });

const triggerListed = z
  .object({
    ...named,
    flow_version: z.int(),
    trigger: triggerSchema,
    collides_with: z
      .array(z.object({ ...named, trigger_id: z.string() }))
      .meta({ description: "Triggers of other flows that take the same at the same priority; the older flow's comes first. At most 20." }),
    begun_by: z.array(z.object(named)).meta({ description: "Of the type `flow`: the published flows whose nodes begin this one." }),
    last_run: run.nullable().meta({ description: "Of a schedule: its last occurrence." }),
  })
  .meta({
    id: "TriggerListed",
    example: {
      flow_id: 1,
      flow_name: "Atendimento",
      flow_version: 3,
      trigger: { id: "menu", type: "words", match: "exact", words: ["menu", "sair"], priority: 10, on_open: "end" },
      collides_with: [],
      begun_by: [],
      last_run: null,
    },
  });

export const MESSAGE_KINDS = ["message", "first_message", "referral", "template_reply", "missed_call"] as const;

const MATCH_OUTCOMES = ["trigger", "default", "open", "choice", "leaves", "person", "consent", "quiet", "nothing"] as const;

const matchTriggersBody = z
  .strictObject({
    kind: z.enum(MESSAGE_KINDS).default("message").meta({ description: "What comes in." }),
    text: z.string().max(4_096).default(""),
    source_id: z.string().max(200).optional().meta({ description: "Of a `referral`: the ad's or post's id." }),
    channel_id: z.int().min(1).max(2_147_483_647).optional().meta({ description: "Where; the contact's, else the first active channel." }),
    contact_id: z.int().min(1).optional().meta({ description: "Whose message it would be: with the conversation that they have now." }),
    open: z.boolean().optional().meta({ description: "Without a contact: whether a conversation is open." }),
  })
  .meta({ id: "MatchTriggers", example: { text: "quero agendar", channel_id: 1 } });

const matched = z.object({
  ...named,
  trigger: triggerSchema,
  by: z.string().nullable().meta({ description: "The word, ad or reply that it went by, as it is written in the trigger." }),
});

const matchTriggersResponse = z
  .object({
    outcome: z.enum(MATCH_OUTCOMES).meta({
      description:
        "trigger: `starts` begins its flow. default: no trigger fits, and the channel's flow begins. open: the open " +
        "conversation has it. choice: likewise, as it is a choice that its question shows right now, which no trigger by words " +
        "takes. leaves: it ends the open conversation, as one of its flow's words to leave. person: a person has the floor. " +
        "consent: it is an opt-out or opt-in word of the channel, which is heard before all else. quiet: the last flow wants " +
        "silence after its end. nothing: nothing begins.",
    }),
    starts: matched.extend({ trigger: triggerSchema.nullable() }).nullable(),
    open_execution_id: z.int().nullable(),
    quiet: quiet.nullable().meta({ description: "Of the contact, where the outcome is `quiet`, and where the trigger breaks it." }),
    others: z.array(matched).meta({ description: "Triggers that fit too and come later, or do not interrupt; in order." }),
  })
  .meta({ id: "MatchTriggersAnswer" });

export const listTriggersContract = contract({
  method: "GET",
  path: "/triggers",
  summary: "The triggers of all published flows, in the order in which they are tried",
  permission: "flows:read",
  status: 200,
  response: z.object({ items: z.array(triggerListed) }).meta({ id: "Triggers" }),
});

export const matchTriggersContract = contract({
  method: "POST",
  path: "/triggers/match",
  summary: "What would this begin, and why",
  description: "Starts nothing and keeps nothing: it asks the same function that messages go through.",
  permission: "flows:read",
  body: matchTriggersBody,
  status: 200,
  response: matchTriggersResponse,
  refusals: { 404: "There is no such contact.", 422: "There is no such channel." },
});

export type TriggerListed = z.output<typeof triggerListed>;
export type MatchTriggersBody = z.output<typeof matchTriggersBody>;
export type MatchTriggersResponse = z.output<typeof matchTriggersResponse>;
