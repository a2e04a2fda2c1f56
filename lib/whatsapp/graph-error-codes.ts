/**
 * Meta's error codes, and what each class of them means for a send. Sources: Meta's error code reference as read in
 * 2026, pywa's error list and courier's throttle list.
 */

export type GraphErrorClass =
  "throttle" | "transient" | "media" | "window" | "recipient" | "policy" | "auth" | "billing" | "request" | "number" | "network";

/**
 * What would get the same answer just now, so what a sender holds back: this message alone, all to this contact, or
 * all of this channel.
 */
export type GraphErrorScope = "message" | "contact" | "channel";

export interface ErrorRule {
  /**
   * `retry`: refused before processing, so sending again can not make two of it.
   * `failed`: refused for good. `unknown`: it may have been sent.
   */
  kind: "failed" | "retry" | "unknown";
  scope: GraphErrorScope;
  /** Seconds to wait when the answer names none; all of the scope, if that is the channel. */
  waitSeconds: number | null;
}

/** An operator has to act: ask again now and then, and keep the queue until it works. */
const OPERATOR_WAIT_SECONDS = 300;
const THROTTLE_WAIT_SECONDS = 5;

/**
 * Auth and billing are refused before processing and mended by the operator, so the queue waits for that. Policy and
 * number fail the message, because a number that Meta restricts must not be tried again blindly; what is behind it waits
 * for the operator too. Transient errors come from inside Meta, after the request was accepted, and may hide a message that left.
 */
export const ERROR_RULES: Readonly<Record<GraphErrorClass, ErrorRule>> = {
  throttle: { kind: "retry", scope: "channel", waitSeconds: THROTTLE_WAIT_SECONDS },
  transient: { kind: "unknown", scope: "message", waitSeconds: null },
  media: { kind: "failed", scope: "message", waitSeconds: null },
  window: { kind: "failed", scope: "contact", waitSeconds: null },
  recipient: { kind: "failed", scope: "contact", waitSeconds: null },
  policy: { kind: "failed", scope: "channel", waitSeconds: OPERATOR_WAIT_SECONDS },
  auth: { kind: "retry", scope: "channel", waitSeconds: OPERATOR_WAIT_SECONDS },
  billing: { kind: "retry", scope: "channel", waitSeconds: OPERATOR_WAIT_SECONDS },
  request: { kind: "failed", scope: "message", waitSeconds: null },
  number: { kind: "failed", scope: "channel", waitSeconds: OPERATOR_WAIT_SECONDS },
  network: { kind: "retry", scope: "channel", waitSeconds: null },
};

/** Too many messages to one contact; the only throttle that does not concern the whole number. */
export const PAIR_RATE_CODE = 131056;

const CODES: Readonly<Partial<Record<GraphErrorClass, readonly number[]>>> = {
  throttle: [4, 613, 80007, 130429, PAIR_RATE_CODE],
  transient: [1, 2, 131000, 131016, 131057, 133004],
  media: [131052, 131053],
  window: [470, 131047],
  recipient: [130472, 131021, 131026, 131030, 131049, 131050, 131062],
  policy: [368, 130497, 131031, 131048, 131063, 131064],
  auth: [0, 3, 10, 190, 131005],
  billing: [131042, 131044],
  request: [100, 131008, 131009, 131051, 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132068, 132069, 135000],
  number: [131037, 131045, 133010, 133016],
};

const CLASS_OF_CODE: ReadonlyMap<number, GraphErrorClass> = new Map(
  (Object.keys(CODES) as GraphErrorClass[]).flatMap((errorClass) => (CODES[errorClass] ?? []).map((code) => [code, errorClass] as const)),
);

/** The class of a code, for answers and failed statuses alike; null for a code we do not know. */
export function classOfCode(code: number): GraphErrorClass | null {
  if (code >= 200 && code <= 299) return "auth";
  return CLASS_OF_CODE.get(code) ?? null;
}
