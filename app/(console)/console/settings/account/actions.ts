"use server";
import type { ActionResult } from "#lib/action-result.ts";
import { type ChangePassword, changePasswordBody } from "#lib/api/users.ts";
import { runServerAction } from "#server/http/server-action";
import { parseBody } from "#server/http/parse";
import { unauthorized } from "#server/platform/api-error";
import { getSignedIn } from "#server/auth/session";
import { changeOwnPassword, signOutEverywhere as endOwnSessions } from "#server/services/users/own-account";

/** Everybody may, and only for themselves. */
export async function changePassword(input: ChangePassword): Promise<ActionResult<null>> {
  return runServerAction("flows:read", async (actor) => {
    const signedIn = await getSignedIn();
    if (signedIn === null) throw unauthorized("Your session has ended. Sign in again.");
    await changeOwnPassword(actor, signedIn.user.id, parseBody(changePasswordBody, input));
    return null;
  });
}

export async function signOutEverywhere(): Promise<ActionResult<null>> {
  return runServerAction("flows:read", async (actor) => {
    const signedIn = await getSignedIn();
    if (signedIn !== null) await endOwnSessions(actor, signedIn.user.id);
    return null;
  });
}
