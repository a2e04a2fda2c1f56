import { z } from "zod";
import { OWN_TARGETS, type Target } from "#lib/contact-import/columns.ts";
import { LONGEST_LABEL } from "#lib/engine/contact-fields/types.ts";
import { LOCALES } from "#lib/i18n/locale.ts";
import { contract } from "./contract.ts";
import { openapiAs, timestamp } from "./ids.ts";
import { mediaId } from "./media.ts";
import { listOf, pageQuery } from "./page.ts";

/** Of a file of contacts: 100,000 rows of a hundred characters, twice over. */
export const MOST_IMPORT_BYTES = 20 * 1024 * 1024;

const IMPORT_STATUSES = ["uploading", "uploaded", "checking", "checked", "importing", "done"] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** But for names that reach a prototype where somebody copies key by key; JSON that we read may not have them either. */
const FIELD_TARGET = /^fields\.(?!(?:__proto__|constructor|prototype)$)[^.\s][^\s]{0,198}$/;
const target = z
  .custom<Target>(
    (value) => typeof value === "string" && ((OWN_TARGETS as readonly string[]).includes(value) || FIELD_TARGET.test(value)),
    `must be ${OWN_TARGETS.join(", ")} or fields.<key>`,
  )
  .meta(openapiAs({ type: "string", examples: ["phone", "fields.plan"] }));

const settings = z.object({
  channel_id: z.int("must be the number of a channel").min(1, "must be the number of a channel").max(2_147_483_647, "is no channel"),
  country: z
    .string("must be a text")
    .regex(/^[A-Z]{2}$/, "must be a country's two letters (ISO 3166), such as BR")
    .nullable()
    .default(null)
    .meta({ description: "Of numbers that stand there without one. null: the channel's `default_country`." }),
  columns: z
    .array(target.nullable())
    .max(200, "must have at most 200 columns")
    .meta({ description: "What each column holds, in their order; null: nothing of it is read. One is `phone`." }),
  labels: z
    .array(
      z.string("must be a text").trim().min(1, "must not be empty").max(LONGEST_LABEL, `must have at most ${LONGEST_LABEL} characters`),
    )
    .max(10, "must have at most 10 labels")
    .default([])
    .meta({ description: "Which everybody of the file gets." }),
});

const contactImport = z
  .object({
    id: z.string(),
    filename: z.string().nullable(),
    size: z.int(),
    status: z.enum(IMPORT_STATUSES).meta({
      description:
        "`uploaded`: waits to be begun. `checking`, `checked`: every row is read and nothing is written. `importing`, `done`: " +
        "rows are applied.",
    }),
    delimiter: z.enum([",", ";", "\t"]),
    heads: z.array(z.string()).meta({ description: "The first row." }),
    rows: z.int().meta({ description: "Without the first one, and without blank ones." }),
    done_rows: z.int(),
    applied_rows: z.int().meta({ description: "Or, of a check, those that would be." }),
    refused_rows: z.int().meta({ description: "They are in the report, each with why." }),
    settings: settings.nullable(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({
    id: "ContactImport",
    example: {
      id: "0b0e5a4e-6f0c-4a55-9a57-6e2f0f9a7c11",
      filename: "clientes.csv",
      size: 9_412,
      status: "done",
      delimiter: ";",
      heads: ["Nome", "Telefone", "Plano"],
      rows: 120,
      done_rows: 120,
      applied_rows: 118,
      refused_rows: 2,
      settings: { channel_id: 1, country: "BR", columns: ["name", "phone", "fields.plan"], labels: ["clientes 2026"] },
      created_at: "2026-11-23T12:00:00.000Z",
      updated_at: "2026-11-23T12:00:09.000Z",
    },
  });

const contactImportDetail = contactImport
  .extend({
    guess: z.array(target.nullable()).meta({ description: "What each column seems to hold, by its head." }),
    sample: z.array(z.array(z.string())).meta({ description: "The first rows; none once the file is done with." }),
  })
  .meta({ id: "ContactImportDetail" });

const importParams = z.object({ id: mediaId.meta(openapiAs({ type: "string", format: "uuid" })) });

export const startImportBody = settings
  .extend({ dry_run: z.boolean("must be true or false").default(false).meta({ description: "Read every row and write nothing." }) })
  .strict()
  .meta({
    id: "StartContactImport",
    example: { channel_id: 1, country: "BR", columns: ["name", "phone", "fields.plan"], labels: [], dry_run: true },
  });

export const uploadImportContract = contract({
  method: "POST",
  path: "/contacts/import",
  summary: "Upload a file of contacts",
  description:
    "A CSV file in UTF-8, its columns parted by commas, semicolons or tabs, with a first row that names them: as a form " +
    "(the file in the field `file`), or the bytes themselves. Nothing is written yet: `start` says what the columns hold. A " +
    "file that is not begun is deleted after a day.",
  permission: "contacts:write",
  query: z.object({ filename: z.string().max(240, "must have at most 240 characters").optional() }),
  binary: "request",
  maxBytes: MOST_IMPORT_BYTES,
  status: 201,
  response: contactImportDetail,
  refusals: {
    413: "It is larger than 20 MB.",
    415: "There is no file in the body.",
    422: "It is no UTF-8, has no rows, or a row in it does not end.",
  },
});

export const listImportsContract = contract({
  method: "GET",
  path: "/contacts/imports",
  summary: "List files of contacts, newest first",
  description: "Those of the last seven days.",
  permission: "contacts:read",
  query: pageQuery.pick({ limit: true }),
  status: 200,
  response: listOf(contactImport),
});

export const readImportContract = contract({
  method: "GET",
  path: "/contacts/imports/{id}",
  summary: "One file of contacts, and how far it is",
  permission: "contacts:read",
  params: importParams,
  status: 200,
  response: contactImportDetail,
});

export const startImportContract = contract({
  method: "POST",
  path: "/contacts/imports/{id}/start",
  summary: "Apply a file of contacts, or try it",
  description:
    "Each row is applied or told in the report. Contacts are found by their number and made where there are none; what a " +
    "cell does not say stays as it is, labels are added. An `opted_in` does not undo that somebody opted out. Interrupted, " +
    "it goes on where it was; the same file again changes nothing.",
  permission: "contacts:write",
  params: importParams,
  body: startImportBody,
  status: 200,
  response: contactImportDetail,
  refusals: { 409: "It is under way, or done." },
});

export const importReportContract = contract({
  method: "GET",
  path: "/contacts/imports/{id}/report",
  summary: "The rows that were refused, as a CSV file with why",
  description: "As they stood in the file, so that they can be mended and uploaded again. Recorded in the audit log.",
  permission: "contacts:read",
  params: importParams,
  query: z.strictObject({ language: z.enum(LOCALES).optional().meta({ description: "Of the reasons; Portuguese unless given." }) }),
  binary: "response",
  status: 200,
  response: null,
  refusals: { 429: "More than ten in an hour; `Retry-After` says when to come back." },
});

export const removeImportContract = contract({
  method: "DELETE",
  path: "/contacts/imports/{id}",
  summary: "Stop a file of contacts, and delete it",
  description: "What was applied stays.",
  permission: "contacts:write",
  params: importParams,
  status: 204,
  response: null,
});

export type ContactImport = z.output<typeof contactImport>;
export type ContactImportDetail = z.output<typeof contactImportDetail>;
export type ImportSettings = z.output<typeof settings>;
