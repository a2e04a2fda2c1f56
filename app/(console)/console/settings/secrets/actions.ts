"use server";
import { z } from "zod";
import type { ActionResult } from "#lib/action-result.ts";
import { cursorField, type Page } from "#lib/api/page.ts";
import {
  type CreateSecret,
  createSecretBody,
  type PatchSecret,
  patchSecretBody,
  secretParams,
  type SecretResponse,
} from "#lib/api/secrets.ts";
import { parseBody } from "#server/http/parse";
import { runServerAction } from "#server/http/server-action";
import { createSecret, listSecrets, patchSecret, removeSecret } from "#server/services/secrets/secrets";

const nameOf = (name: string): string => parseBody(secretParams, { name }).name;

export async function create(input: CreateSecret): Promise<ActionResult<SecretResponse>> {
  return runServerAction("secrets:write", (actor) => createSecret(actor, parseBody(createSecretBody, input)));
}

export async function update(name: string, input: PatchSecret): Promise<ActionResult<SecretResponse>> {
  return runServerAction("secrets:write", (actor) => patchSecret(actor, nameOf(name), parseBody(patchSecretBody, input)));
}

export async function remove(name: string, force: boolean): Promise<ActionResult<null>> {
  return runServerAction("secrets:write", async (actor) => {
    await removeSecret(actor, nameOf(name), parseBody(z.boolean(), force));
    return null;
  });
}

export async function load(cursor: string): Promise<ActionResult<Page<SecretResponse>>> {
  return runServerAction("secrets:read", (actor) => listSecrets(actor, { cursor: parseBody(cursorField, cursor) }));
}
