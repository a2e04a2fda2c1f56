import { STATUS_CODES } from "node:http";
import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject, type ZodOpenApiResponsesObject } from "zod-openapi";
import { PERMISSIONS } from "#lib/permissions.ts";
import type { Contract } from "#lib/api/contract.ts";
import * as channels from "#lib/api/contracts/channels.ts";
import * as contacts from "#lib/api/contracts/contacts.ts";
import * as conversations from "#lib/api/contracts/conversations.ts";
import * as draft from "#lib/api/contracts/draft.ts";
import * as executions from "#lib/api/contracts/executions.ts";
import * as figures from "#lib/api/contracts/figures.ts";
import * as flowTests from "#lib/api/contracts/flow-tests.ts";
import * as flows from "#lib/api/contracts/flows.ts";
import * as simulation from "#lib/api/contracts/simulation.ts";
import * as system from "#lib/api/contracts/system.ts";
import * as versions from "#lib/api/contracts/versions.ts";
import { issue } from "#lib/api/schemas/flows.ts";

const TAGS: [string, Record<string, Contract>][] = [
  ["Flows", { ...flows, ...versions, ...figures }],
  ["Draft", { ...draft }],
  ["Flow tests", { ...flowTests }],
  ["Simulation", { ...simulation }],
  ["Conversations", { ...conversations, ...executions, ...contacts }],
  ["Channels", { ...channels }],
  ["System", { ...system }],
];

export const contracts: Contract[] = TAGS.flatMap(([, ofTag]) => Object.values(ofTag));

const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "What is wrong and what to do." }),
    instance: z.string().optional(),
    issues: z.array(issue).optional().meta({ description: "Of a draft that can not be published." }),
    current_revision: z.int().optional().meta({ description: "Of a draft whose `revision` was stale." }),
    errors: z
      .array(
        z.object({
          pointer: z.string().optional(),
          parameter: z.string().optional(),
          message: z.string(),
          code: z.string().optional(),
          params: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .optional(),
  })
  .meta({
    id: "Problem",
    description: "RFC 9457. Some kinds have more members than these.",
    example: {
      type: "urn:siga:problem:invalid-input",
      title: "Unprocessable Entity",
      status: 422,
      detail: "/name: is required: text.",
      errors: [{ pointer: "/name", message: "is required: text", code: "required", params: { expected: "string" } }],
    },
  });

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
        "WhatsApp conversations as flows. JSON in snake_case; lists answer `items` and `next_cursor`; errors are problem JSON (RFC 9457). The paths under `/flows` are served at the root too, as the system before this one had them.",
    },
    servers: [{ url: "/api/v1" }],
    tags: TAGS.map(([name]) => ({ name })),
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
    for (const contract of Object.values(ofTag)) {
      all[contract.path] = { ...all[contract.path], [contract.method.toLowerCase()]: operation(tag, contract) };
    }
  }
  return all;
}

function operation(
  tag: string,
  { permission, summary, description, params, query, body, ...contract }: Contract,
): ZodOpenApiOperationObject {
  const role = permission === null ? "" : `Needs the role ${PERMISSIONS[permission]}.`;
  return {
    operationId: `${contract.method.toLowerCase()}${contract.path.replace(/[^a-z]+(.)?/gi, (_, letter: string | undefined) => (letter ?? "").toUpperCase())}`,
    tags: [tag],
    summary,
    description: [description, role].filter(Boolean).join(" "),
    ...(permission === null ? { security: [] } : {}),
    ...(params || query ? { requestParams: { ...(params ? { path: params } : {}), ...(query ? { query } : {}) } } : {}),
    ...(body ? { requestBody: { required: !body.safeParse({}).success, content: { "application/json": { schema: body } } } } : {}),
    responses: responses({ permission, params, query, body, ...contract }),
  };
}

function responses({ permission, params, query, body, status, response, refusals }: Omit<Contract, "summary">): ZodOpenApiResponsesObject {
  const documented: Record<number, string | undefined> = {
    ...(query || body ? { 400: "The query or the body can not be read." } : {}),
    ...(permission === null
      ? {}
      : { 401: "No token, or one that is unknown, expired or revoked.", 403: "The token's role does not reach." }),
    ...(params ? { 404: "There is nothing with this id." } : {}),
    ...(body
      ? {
          413: "The body is larger than 4 MB.",
          415: "The body is not JSON.",
          422: "A field of the body is wrong: `errors` says which and how.",
        }
      : {}),
    ...refusals,
  };
  const success =
    response === null
      ? { description: STATUS_CODES[status] ?? "" }
      : { description: STATUS_CODES[status] ?? "", content: { "application/json": { schema: response } } };
  const refusal = (description: string) => ({ description, content: { "application/problem+json": { schema: problem } } });
  const refused = Object.entries(documented).map(([code, description]) => [code, refusal(description ?? "")]);
  return {
    [`${status}`]: success,
    ...Object.fromEntries(refused),
    default: refusal("Any other refusal, such as 503 while the database is out of reach."),
  };
}
