import { expect, test } from "vitest";
import type { AuditEntry } from "#lib/api/audit-log.ts";
import { translator } from "#lib/i18n/catalogue.ts";
import { auditAddress, readAuditFilters } from "./audit-filters.ts";
import { sentenceOf } from "./audit-sentence.ts";

const ENTRY: AuditEntry = {
  id: 1,
  actor: "user:1",
  actor_name: "ana@example.com",
  action: "flow.published",
  object_type: "flow",
  object_id: "3",
  object_name: "Central",
  details: { version: 4 },
  at: "2026-11-23T12:00:00.000Z",
};

test.each<[Partial<AuditEntry>, string, string | null]>([
  [{}, "ana@example.com published [Central] as version 4", "/console/flows/3"],
  [
    { details: { version: 1_005, from_version: 2 } },
    "ana@example.com put version 2 of [Central] live again, as version 1005",
    "/console/flows/3",
  ],
  [{ action: "flow.deleted", object_name: null, details: null }, "ana@example.com deleted the flow [#3]", null],
  [{ action: "flow.created", object_name: null, details: { name: "Gone" } }, "ana@example.com created the flow [Gone]", null],
  [
    { action: "conversations.finish", details: { version: 2, affected: 1 } },
    "ana@example.com ended 1 conversation in version 2 of [Central]",
    "/console/flows/3",
  ],
  [{ actor: "seed", actor_name: null }, "Siga, at installation published [Central] as version 4", "/console/flows/3"],
  [
    { actor: "token:bootstrap", actor_name: null },
    "The installation's token (WORKFLOW_API_TOKEN) published [Central] as version 4",
    "/console/flows/3",
  ],
  [{ actor: "token:7", actor_name: null }, "API token no. 7 published [Central] as version 4", "/console/flows/3"],
  [
    {
      actor: "nobody",
      actor_name: null,
      action: "user.sign_in_failed",
      object_type: "user",
      object_id: "-",
      object_name: null,
      details: { attempts: 5, address: "::1" },
    },
    "Somebody not signed in failed 5 times to sign in as [somebody unknown], from ::1",
    null,
  ],
  [
    { action: "user.signed_in", object_type: "user", object_name: "ana@example.com", details: { way: "password" } },
    "ana@example.com signed in",
    "/console/settings/users",
  ],
  [
    { action: "execution.cancelled", object_type: "execution", object_id: "12", object_name: "Rui", details: null },
    "ana@example.com cancelled the conversation [12, of Rui]",
    "/console/executions/12",
  ],
  [
    {
      action: "secret.changed",
      object_type: "secret",
      object_id: "4",
      object_name: "crm_key",
      details: { name: "crm_key", fields: ["value"] },
    },
    "ana@example.com changed the secret [crm_key]",
    "/console/settings/secrets",
  ],
  [
    { action: "secret.deleted", object_type: "secret", object_id: "4", object_name: null, details: { name: "crm_key" } },
    "ana@example.com deleted the secret [crm_key]",
    null,
  ],
  [{ action: "brand.new" }, "ana@example.com brand.new", "/console/flows/3"],
])("%j reads %s", (some, words, href) => {
  const { who, before, thing, after, href: to } = sentenceOf({ ...ENTRY, ...some }, translator("en"));
  expect([`${who} ${before}${thing === null ? "" : `[${thing}]`}${after}`, to]).toEqual([words, href]);
});

test.each([
  "/console/settings/audit",
  "/console/settings/audit?q=a+b&who=user%3A1&type=flow&period=7d",
  "/console/settings/audit?who=seed",
])("the address %s comes back equal", (address) => {
  expect(auditAddress(readAuditFilters(Object.fromEntries(new URL(address, "http://x").searchParams)))).toBe(address);
});

test("an address that means nothing narrows nothing", () => {
  expect(auditAddress(readAuditFilters({ who: "'; DROP", type: "x", period: ["7d"], q: " " }))).toBe("/console/settings/audit");
});
