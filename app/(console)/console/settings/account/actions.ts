"use server";
import type { ActionResult } from "#lib/action-result.ts";
import { act } from "#server/action";
import { parseBody } from "#server/api/parse";
import { unauthorized } from "#server/api/problem";
import { getSignedIn } from "#server/auth/session";
import { changeOwnPassword } from "#server/users/own-account";
import { changePasswordBody } from "#server/users/schemas";

/** Everybody may, and only for themselves. */
export async function changePassword(input: { current: string; password: string }): Promise<ActionResult<null>> {
  return act("flows:read", async (actor) => {
    const signedIn = await getSignedIn();
    if (signedIn === null) throw unauthorized("Your session has ended. Sign in again.");
    await changeOwnPassword(actor, signedIn.user.id, parseBody(changePasswordBody, input));
    return null;
  });
}
