import { z } from "zod";
import { contract } from "./contract.ts";
import { executionsQuery, executionSummary } from "./executions.ts";
import { smallId } from "./ids.ts";
import { listOf } from "./page.ts";
import { flowParams } from "./params.ts";

const answersColumn = z
  .object({
    key: z.string(),
    node_names: z
      .array(z.string())
      .meta({ description: "The nodes that keep something under it, in the newest version that has one; newest name first." }),
  })
  .meta({ id: "AnswersColumn" });

const answersRow = executionSummary
  .pick({ flow_version: true, contact: true, status: true, started_at: true, updated_at: true, ended_at: true })
  .extend({
    execution_id: z.int(),
    values: z.record(z.string(), z.unknown()).meta({ description: "What was kept, by column; a key is missing where nothing was." }),
  })
  .meta({ id: "AnswersRow" });

export const answersQuery = executionsQuery.pick({ limit: true, cursor: true, status: true, from: true, to: true, is_test: true }).extend({
  version: smallId.optional().meta({ description: "Only conversations of this version; the columns are its own then." }),
  format: z
    .enum(["json", "csv"], "must be json or csv")
    .optional()
    .meta({ description: "`csv`: all rows as one file, without `limit` and `cursor`; UTF-8 with a byte order mark, comma, CRLF." }),
});

const answersPage = listOf(answersRow)
  .extend({ columns: z.array(answersColumn) })
  .meta({
    id: "Answers",
    example: {
      columns: [{ key: "nome", node_names: ["Perguntar o nome"] }],
      items: [
        {
          execution_id: 42,
          flow_version: 3,
          contact: { id: 7, channel_id: 1, wa_id: "5511912345678", user_id: null, name: "Ana", is_test: false },
          status: "completed",
          started_at: "2026-11-23T12:00:00.000Z",
          updated_at: "2026-11-23T12:00:01.000Z",
          ended_at: "2026-11-23T12:00:01.000Z",
          values: { nome: "Ana" },
        },
      ],
      next_cursor: null,
    },
  });

/** Tells how many rows a file will have, for showing the progress. */
export const ROWS_HEADER = "x-total-count";

export const listAnswersContract = contract({
  method: "GET",
  path: "/flows/{id}/answers",
  summary: "What the contacts of a flow answered, newest first",
  description: [
    "One row an execution, one column a key that a node of a published version keeps, also of nodes deleted since.",
    "As CSV each value that a spreadsheet would take for a formula begins with an apostrophe, and the header",
    `${ROWS_HEADER} says how many rows there are.`,
  ].join(" "),
  permission: "executions:read",
  params: flowParams,
  query: answersQuery,
  status: 200,
  response: answersPage,
  refusals: { 429: "More than ten files in an hour; `Retry-After` says when to come back." },
});

export type AnswersColumn = z.output<typeof answersColumn>;
export type AnswersRow = z.output<typeof answersRow>;
export type AnswersPage = z.output<typeof answersPage>;
