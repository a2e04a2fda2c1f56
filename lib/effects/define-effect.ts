import type { z } from "zod";
import type { CallName } from "../engine/calls.ts";
import type { Context, Effect } from "../engine/types.ts";

/** An effect that is done inside the commit: its rows are written with the state. */
export interface WriteEffect<Body extends Effect = Effect> {
  type: Exclude<Effect["type"], CallName>;
  /** The effect whole, as a node type gives it. */
  effect: z.ZodType<Body>;
}

/**
 * Why there is no result of the call's own. `not_needed`: nobody waits for it any more, so it was not made. `interrupted`:
 * its worker died, and it may not be made twice. `invalid_request`: it can't be read, because another release wrote it.
 */
type CallFailure = "not_needed" | "interrupted" | "invalid_request";

/** An effect that is performed outside the commit and answered later, through the mailbox. */
export interface CallType<Request extends Context = Context, Result extends Context = Context> {
  type: CallName;
  request: z.ZodType<Request>;
  result: z.ZodType<Result>;
  /** A call that is still open after this was lost, and is given to another worker. Longer than its performer may take. */
  deadlineSeconds: number;
  /** Whether the call may be made a second time when it is not known if the first one arrived. */
  mayRepeat(request: Request): boolean;
  /** The result of a call that was not made or is not known to have been: the node leaves by its exit for failures. */
  failed(code: CallFailure): Result;
  /** A result as it could come, for the simulator and for tests. */
  mock(request: Request): Result;
}

export function defineWrite<Body extends Effect>(effect: WriteEffect<Body>): WriteEffect<Body> {
  return effect;
}

export function defineCall<Request extends Context, Result extends Context>(call: CallType<Request, Result>): CallType<Request, Result> {
  return call;
}
