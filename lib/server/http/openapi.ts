import { STATUS_CODES } from "node:http";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject, type ZodOpenApiResponsesObject } from "zod-openapi";
import { PERMISSIONS } from "#lib/permissions.ts";
import { BODY_BYTES, type Contract } from "#lib/api/contract.ts";
import { sizeText } from "./json-body.ts";
import * as ai from "#lib/api/ai.ts";
import * as answers from "#lib/api/answers.ts";
import * as apps from "#lib/api/apps.ts";
import * as triggers from "#lib/api/triggers.ts";
import * as calendars from "#lib/api/calendars.ts";
import * as contactImports from "#lib/api/contact-imports.ts";
import * as contactFields from "#lib/api/contact-fields.ts";
import * as channelForms from "#lib/api/channel-forms.ts";
import * as channels from "#lib/api/channels.ts";
import * as contacts from "#lib/api/contacts.ts";
import * as draftEdits from "#lib/api/draft-edits.ts";
import * as draft from "#lib/api/draft.ts";
import * as emulator from "#lib/api/emulator.ts";
import * as executions from "#lib/api/executions.ts";
import * as figures from "#lib/api/figures.ts";
import * as flowTests from "#lib/api/flow-tests.ts";
import * as flows from "#lib/api/flows.ts";
import * as health from "#lib/api/health.ts";
import * as history from "#lib/api/history.ts";
import * as importExport from "#lib/api/import-export.ts";
import * as media from "#lib/api/media.ts";
import * as messages from "#lib/api/messages.ts";
import * as openapi from "#lib/api/openapi.ts";
import { idempotencyHeader } from "#lib/api/idempotency-key.ts";
import { problem } from "#lib/api/problem.ts";
import * as publishedFlows from "#lib/api/published-flows.ts";
import * as secrets from "#lib/api/secrets.ts";
import * as simulation from "#lib/api/simulation.ts";
import * as startFlow from "#lib/api/start-flow.ts";
import * as unanswered from "#lib/api/unanswered.ts";
import * as versions from "#lib/api/versions.ts";

const TAGS = new Map<string, Contract[]>([
  ["Flows", contractsOf(flows, publishedFlows, draft, versions, importExport, startFlow, figures)],
  ["Draft", contractsOf(draftEdits)],
  ["Flow tests", contractsOf(flowTests)],
  ["Simulation", contractsOf(ai, simulation, emulator)],
  ["Conversations", contractsOf(executions, answers, history, unanswered, contacts, messages, media)],
  ["Channels", contractsOf(channels, channelForms, apps)],
  ["Triggers", contractsOf(triggers)],
  ["Calendars", contractsOf(calendars)],
  ["Contact fields", contractsOf(contactFields)],
  ["Contact imports", contractsOf(contactImports)],
  ["Secrets", contractsOf(secrets)],
  ["System", contractsOf(health, openapi)],
]);

/** What these files of lib/api describe, which hold schemas and types beside the contracts. */
function contractsOf(...resources: object[]): Contract[] {
  const isContract = (value: unknown): value is Contract =>
    typeof value === "object" && value !== null && "method" in value && "path" in value && "permission" in value;
  return resources.flatMap((resource) => Object.values(resource)).filter(isContract);
}

export const contracts: Contract[] = [...TAGS.values()].flat();

type Document = ReturnType<typeof createDocument>;
let made: Document | undefined;

/** The API's description in OpenAPI 3.1, made from the contracts that the routes themselves enforce. */
export function openapiDocument(): Document {
  made ??= createDocument({
    openapi: "3.1.0",
    info: {
      title: "Siga",
      version: "1",
      description:
        "WhatsApp conversations as flows. JSON in snake_case; lists answer `items` and `next_cursor`; errors are problem JSON " +
        "(RFC 9457). The paths under `/flows` are served at the root too, as the system before this one had them.",
    },
    servers: [{ url: "/api/v1" }],
    tags: [...TAGS.keys()].map((name) => ({ name })),
    security: [{ bearer: [] }],
    components: {
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "WORKFLOW_API_TOKEN, or a token made in the console. Roles: viewer, editor, admin.",
        },
      },
    },
    paths: paths(),
  });
  return made;
}

function paths(): ZodOpenApiPathsObject {
  const all: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [tag, ofTag] of TAGS) {
    for (const contract of ofTag) {
      all[contract.path] = { ...all[contract.path], [contract.method.toLowerCase()]: operation(tag, contract) };
    }
  }
  return all;
}

function operation(
  tag: string,
  { permission, summary, description, params, query, body, binary, ...contract }: Contract,
): ZodOpenApiOperationObject {
  const role = permission === null ? "" : `Needs the role ${PERMISSIONS[permission]}.`;
  const parameters = {
    ...(params && { path: params }),
    ...(query && { query }),
    ...(contract.idempotent && { header: idempotencyHeader }),
  };
  return {
    operationId: `${contract.method.toLowerCase()}${contract.path.replace(/[^a-z]+(.)?/gi, (_, letter: string | undefined) => (letter ?? "").toUpperCase())}`,
    tags: [tag],
    summary,
    description: [description, role].filter(Boolean).join(" "),
    ...(permission === null ? { security: [] } : {}),
    ...(Object.keys(parameters).length > 0 && { requestParams: parameters }),
    ...(body ? { requestBody: { required: !body.safeParse({}).success, content: { "application/json": { schema: body } } } } : {}),
    ...(binary === "request" && {
      requestBody: { required: true, content: { "multipart/form-data": FORM, "application/octet-stream": {} } },
    }),
    responses: responses({ permission, params, query, body, binary, ...contract }),
  };
}

/** A form with one file. */
const FORM = {
  schema: { type: "object" as const, properties: { file: { type: "string" as const, format: "binary" } }, required: ["file"] },
};

function responses({
  permission,
  params,
  query,
  body,
  binary,
  idempotent,
  maxBytes = BODY_BYTES.usual,
  status,
  response,
  refusals,
}: Omit<Contract, "summary">): ZodOpenApiResponsesObject {
  const documented: Record<number, string | undefined> = {
    ...(query || body ? { 400: "The query or the body can not be read." } : {}),
    ...(permission === null
      ? {}
      : {
          401: "No token, or one that is unknown, expired or revoked.",
          403: "The token's role does not reach.",
          429: "Too many calls of this token, or of unknown ones from this address; `Retry-After` says when to come back.",
        }),
    ...(params ? { 404: "There is nothing with this id." } : {}),
    ...(body
      ? {
          413: `The body is larger than ${sizeText(maxBytes)}, or holds more than 200,000 values.`,
          415: "The body is not JSON.",
          422: "A field of the body is wrong: `errors` says which and how.",
        }
      : {}),
    ...refusals,
    ...(idempotent && {
      409: [refusals?.[409], "The request with this `Idempotency-Key` is still being worked on."].filter(Boolean).join(" Or: "),
      410: "What this `Idempotency-Key` did was done, and its contact has been erased since.",
      422: "A field of the body is wrong: `errors` says which and how. Or: this `Idempotency-Key` came with another request before.",
    }),
  };
  const success =
    response === null
      ? { description: STATUS_CODES[status] ?? "", ...(binary === "response" && { content: { "application/octet-stream": {} } }) }
      : { description: STATUS_CODES[status] ?? "", content: { "application/json": { schema: response } } };
  const refusal = (description: string) => ({ description, content: { "application/problem+json": { schema: problem } } });
  const refused = Object.entries(documented).map(([code, description]) => [code, refusal(description ?? "")]);
  return {
    [`${status}`]: success,
    ...Object.fromEntries(refused),
    default: refusal("Any other refusal, such as 503 while the database is out of reach."),
  };
}
