/**
 * Calls: effects that somebody performs outside the commit and whose result comes back later as an event, through the
 * mailbox. All that the engine knows of one is here: `event` is how its result comes back, `waits` the name under which an
 * execution waits for it. What is asked and what comes back is the business of `lib/effects/<effect>/effect.ts`.
 */
export const CALLS = {
  complete_ai: { event: "ai_completed", waits: "ai" },
  call_http: { event: "http_responded", waits: "http" },
  transcribe: { event: "voice_transcribed", waits: "transcription" },
} as const satisfies Record<string, { event: string; waits: string }>;

export type CallName = keyof typeof CALLS;
export type CallEventName = (typeof CALLS)[CallName]["event"];
export type CallWait = (typeof CALLS)[CallName]["waits"];

export const CALL_NAMES = Object.keys(CALLS) as [CallName, ...CallName[]];

const WAIT_OF_EVENT = new Map<string, CallWait>(Object.values(CALLS).map(({ event, waits }) => [event, waits]));

/** Under which name an execution waits for this event of a call. */
export const waitFor = (event: CallEventName): CallWait | undefined => WAIT_OF_EVENT.get(event);

export const isCallName = (name: string): name is CallName => Object.hasOwn(CALLS, name);

export function isCall<Each extends { type: string }>(effect: Each): effect is Extract<Each, { type: CallName }> {
  return isCallName(effect.type);
}

export function isCallEvent<Each extends { type: string }>(event: Each): event is Extract<Each, { type: CallEventName }> {
  return WAIT_OF_EVENT.has(event.type);
}
