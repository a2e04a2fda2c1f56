import type { CallName } from "../engine/calls.ts";
import type { Effect } from "../engine/types.ts";
import { callHttp } from "./call_http/effect.ts";
import { completeAi } from "./complete_ai/effect.ts";
import type { CallType, WriteEffect } from "./define-effect.ts";
import { updateContact } from "./update_contact/effect.ts";
import { scheduleTimer } from "./schedule_timer/effect.ts";
import { sendMessage } from "./send_message/effect.ts";
import { transcribe } from "./transcribe/effect.ts";

type WriteName = Exclude<Effect["type"], CallName>;

/** Done inside the commit. */
export const WRITES = { send_message: sendMessage, schedule_timer: scheduleTimer, update_contact: updateContact } satisfies Record<
  WriteName,
  WriteEffect
>;

const calls = { complete_ai: completeAi, call_http: callHttp, transcribe } satisfies Record<CallName, unknown>;

/** Performed outside of it. Their own types are known to their own files; to everybody else requests and results are JSON. */
export const CALL_TYPES = calls as unknown as Readonly<Record<CallName, CallType>>;
