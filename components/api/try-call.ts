import { tryCallContract } from "#lib/api/simulation.ts";
import type { CallName } from "#lib/engine/calls.ts";
import type { Context } from "#lib/engine/types.ts";
import { call } from "./call.ts";

/** Makes a call for real; a failure of the other side is a result, too. @throws ApiRefusal */
export async function tryCall(effect: CallName, request: Context): Promise<Context> {
  const { result } = await call(tryCallContract, { body: { effect, request } });
  return result;
}
