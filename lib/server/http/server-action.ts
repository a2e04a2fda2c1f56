import { headers } from "next/headers";
import type { ActionResult } from "#lib/action-result.ts";
import { toApiError } from "./to-api-error.ts";
import type { Permission } from "#lib/permissions.ts";
import type { Actor } from "../auth/actor.ts";
import { noteRefusal } from "../auth/refusals.ts";
import { PATH_HEADER } from "../auth/safe-path.ts";
import { requireActor } from "../auth/session.ts";

/**
 * The frame of every server action: who acts and may they, then `work`. What is thrown becomes a refusal that can be
 * shown, because Next hides the message of an error that leaves an action.
 */
export async function runServerAction<Value>(permission: Permission, work: (actor: Actor) => Promise<Value>): Promise<ActionResult<Value>> {
  try {
    return { ok: true, value: await work(await requireActor(permission)) };
  } catch (error) {
    const refusal = toApiError(error);
    const asked = await headers();
    await noteRefusal(refusal, { actorId: null, permission, path: asked.get(PATH_HEADER) ?? "", headers: asked });
    const { message, status, extras } = refusal;
    const named = (extras.errors ?? []).flatMap(({ pointer, ...rest }) =>
      pointer === undefined ? [] : [{ field: pointer.replace(/^\//, ""), ...rest }],
    );
    const fields = Object.fromEntries(named.map(({ field, message: said }) => [field, said]));
    const reasons = Object.fromEntries(
      named.flatMap(({ field, code, params = {} }) => (code === undefined ? [] : [[field, { code, params }] as const])),
    );
    return { ok: false, problem: { code: extras.code ?? String(status), detail: message, fields, reasons } };
  }
}
