import { z } from "zod";
import { contract } from "./contract.ts";
import { webhookRefusal } from "./webhook-refusals.ts";

const seconds = z.number().nullable();

export const health = z
  .object({
    status: z.enum(["ok", "degraded", "down"]).meta({
      description:
        "degraded: messages are taken but not answered (no worker, or far behind), or webhooks are refused; down: they can not " +
        "even be taken.",
    }),
    live: z.boolean(),
    ready: z.boolean().meta({ description: "The database answers and its schema is there." }),
    database: z.object({
      ok: z.boolean(),
      latency_ms: seconds,
      restricted: z
        .boolean()
        .nullable()
        .meta({
          description:
            "Whether this process has the rows of the database and nothing else; false: it connects as the schema's owner or as a " +
            "superuser, see MIGRATION_DATABASE_URL.",
        }),
    }),
    queue: z.object({
      lag_seconds: seconds.meta({
        description: "How long the oldest thing that could be processed now has been waiting; 0 when there is none.",
      }),
      ready_jobs: z.int().nullable(),
    }),
    worker: z.object({ ok: z.boolean(), last_heartbeat_seconds_ago: seconds, count: z.int() }),
    ai: z
      .object({
        alarm: z.enum(["none", "near", "over", "not_configured"]).meta({
          description:
            "near: 80 % of a limit of calls are used; over: calls were turned away; not_configured: today a flow on a channel with " +
            "a token asked a model, and none is configured.",
        }),
        budgets: z
          .array(z.object({ scope: z.enum(["contact_hour", "flow_day", "day"]), limit: z.int(), used: z.int(), denied: z.int() }))
          .meta({ description: "Limits of which 80 % or more are used, each by whom most is used: a contact, a flow, or all." }),
      })
      .meta({ description: "Calls of language models." }),
    unanswered: z
      .int()
      .nullable()
      .meta({
        description:
          "Contacts of the last 30 days who spoke last and whom nothing will answer (GET /unanswered), counted so far as 1000; as " +
          "of half a minute ago. null: not known.",
      }),
    notices: z
      .array(z.object({ code: z.string(), detail: z.string() }))
      .meta({ description: "What whoever runs this should look at, and that stops nothing: `forwarded_for_ignored` and the like." }),
    webhooks: z.object({
      ok: z.boolean(),
      refused: z
        .array(webhookRefusal)
        .meta({ description: "By reason, the latest first; gone once a webhook is accepted, or after a day." }),
    }),
  })
  .meta({
    id: "Health",
    example: {
      status: "ok",
      live: true,
      ready: true,
      database: { ok: true, latency_ms: 0.8, restricted: true },
      queue: { lag_seconds: 0, ready_jobs: 0 },
      worker: { ok: true, last_heartbeat_seconds_ago: 1.2, count: 1 },
      ai: { alarm: "none", budgets: [] },
      unanswered: 0,
      notices: [],
      webhooks: { ok: true, refused: [] },
    },
  });

export const healthContract = contract({
  method: "GET",
  path: "/health",
  summary: "Whether this installation lives and is ready",
  description:
    "200 while it is ready to take webhooks, 503 (with the same body) while its database is out of reach or not migrated. " +
    "Without a worker it is `degraded` and still ready: what comes in is kept and answered later.",
  permission: null,
  status: 200,
  response: health,
  refusals: { 503: "Not ready." },
});

export type Health = z.output<typeof health>;
