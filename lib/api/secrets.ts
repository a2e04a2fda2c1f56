import { z } from "zod";
import { canonicalHost } from "#lib/secrets/host.ts";
import { LINE_BREAK, LONGEST_SECRET, MOST_HOSTS, SECRET_NAME } from "#lib/secrets/rules.ts";
import { contract } from "./contract.ts";
import { flagParam, timestamp } from "./ids.ts";
import { listOf, pageQuery } from "./page.ts";

export const secret = z
  .object({
    name: z.string(),
    hosts: z.array(z.string()),
    created_at: timestamp,
    updated_at: timestamp.meta({ description: "When its value or its hosts last changed." }),
    last_used_at: timestamp.nullable().meta({ description: "To the minute." }),
    flows: z
      .array(z.object({ id: z.int(), name: z.string(), in_draft: z.boolean(), in_published: z.boolean() }))
      .meta({ description: "The flows that read it, by name: in the draft, in the published version, or in both." }),
  })
  .meta({
    id: "Secret",
    description: "Its value is never answered.",
    example: {
      name: "crm_key",
      hosts: ["api.example.com"],
      created_at: "2026-11-23T12:00:00.000Z",
      updated_at: "2026-11-23T12:00:00.000Z",
      last_used_at: null,
      flows: [{ id: 1, name: "Atendimento", in_draft: true, in_published: false }],
    },
  });

const secretName = z
  .string("must be a text")
  .regex(SECRET_NAME, "must begin with a letter and have at most 64 of a-z, 0-9 and _")
  .meta({ description: "What flows call it: `{{ secret.name }}`." });

const secretValue = z
  .string("must be a text")
  .min(1, "must not be empty")
  .max(LONGEST_SECRET, `must have at most ${LONGEST_SECRET} characters`)
  .refine((value) => !LINE_BREAK.test(value), "must not have line breaks, because it may go into a header")
  .meta({ description: "Kept encrypted, never answered." });

const hosts = z
  .array(
    z
      .string("must be a text")
      .max(300, "is longer than any host")
      .refine(
        (host) => canonicalHost(host) !== null,
        "must be a host like api.example.com, api.example.com:8443 or *.example.com, without https:// and without a path",
      )
      .transform((host) => canonicalHost(host) ?? ""),
  )
  .min(1, "must name at least one host")
  .max(MOST_HOSTS, `must name at most ${MOST_HOSTS} hosts`)
  .transform((list) => [...new Set(list)])
  .meta({
    description:
      "Where it may be sent: a host (https at its own port only), a host with a port (that port), or `*.` before a name for " +
      "all names below it.",
  });

export const createSecretBody = z
  .strictObject({ name: secretName, value: secretValue, hosts })
  .meta({ id: "CreateSecret", example: { name: "crm_key", value: "k-0123456789", hosts: ["api.example.com", "*.crm.example:8443"] } });

export const patchSecretBody = z
  .strictObject({ value: secretValue.optional(), hosts: hosts.optional() })
  .meta({ id: "PatchSecret", example: { value: "k-9876543210" } });

export const secretParams = z.object({ name: z.string().regex(SECRET_NAME) });

const removeSecretQuery = z.strictObject({ force: flagParam("Also while flows read it; their requests fail from then on.") });

export const listSecretsContract = contract({
  method: "GET",
  path: "/secrets",
  summary: "List secrets, newest first, with the flows that read each",
  permission: "secrets:read",
  query: pageQuery,
  status: 200,
  response: listOf(secret),
});

export const createSecretContract = contract({
  method: "POST",
  path: "/secrets",
  summary: "Add a secret",
  description: "Flows read it as `{{ secret.name }}` in their HTTP requests, and it leaves for its hosts only.",
  permission: "secrets:write",
  body: createSecretBody,
  status: 201,
  response: secret,
  refusals: { 409: "The name is taken." },
});

export const patchSecretContract = contract({
  method: "PATCH",
  path: "/secrets/{name}",
  summary: "Replace a secret's value, its hosts, or both",
  description: "Only the fields given change. Flows use the new value from their next request on.",
  permission: "secrets:write",
  params: secretParams,
  body: patchSecretBody,
  status: 200,
  response: secret,
});

export const removeSecretContract = contract({
  method: "DELETE",
  path: "/secrets/{name}",
  summary: "Delete a secret",
  permission: "secrets:write",
  params: secretParams,
  query: removeSecretQuery,
  status: 204,
  response: null,
  refusals: { 409: "Flows read it; `flows` names them. `?force=true` deletes it all the same." },
});

export type SecretResponse = z.output<typeof secret>;
export type SecretFlow = SecretResponse["flows"][number];
export type CreateSecret = z.input<typeof createSecretBody>;
export type PatchSecret = z.input<typeof patchSecretBody>;
