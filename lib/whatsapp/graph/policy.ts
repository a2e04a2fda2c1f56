/**
 * What each of Meta's error codes means for a send: its class, what is done, how long is waited and who has to act. Sources:
 * Meta's error code reference as read in 2026, pywa's error list and courier's throttle list.
 */
import { WINDOW_SECONDS } from "../../engine/validate/window.ts";

export type GraphErrorClass =
  "throttle" | "transient" | "media" | "window" | "recipient" | "policy" | "auth" | "billing" | "request" | "number" | "network";

/**
 * What would get the same response just now, so what a sender holds back: this message alone, all to this contact, or
 * all of this channel.
 */
export type GraphErrorScope = "message" | "contact" | "channel";

export interface ErrorRule {
  errorClass: GraphErrorClass;
  codes: readonly number[];
  /**
   * `retry`: refused before processing, so sending again can not make two of it.
   * `failed`: refused for good. `unknown`: it may have been sent.
   */
  kind: "failed" | "retry" | "unknown";
  scope: GraphErrorScope;
  /** Seconds to wait when the response names none; all of the scope, if that is the channel. Null: the usual backoff alone. */
  waitSeconds: number | null;
  /** Who can make the next message succeed: Siga by itself, the flow's author, whoever runs the number, or nobody. */
  acts: "siga" | "author" | "operator" | "nobody";
}

/** An operator has to act: ask again now and then, and keep the queue until it works. */
const OPERATOR_WAIT_SECONDS = 300;
const THROTTLE_WAIT_SECONDS = 5;

/** Too many messages to one contact; the only throttle that does not concern the whole number. */
const PAIR_RATE_CODE = 131056;
/** The customer service window is closed. */
const WINDOW_CLOSED_CODE = 131047;

/**
 * Auth and billing are refused before processing and mended by the operator, so the queue waits for that. Policy and
 * number fail the message, because a number that Meta restricts must not be tried again blindly; what is behind it waits
 * for the operator too. Transient errors come from inside Meta, after the request was accepted, and may hide a message that left.
 */
export const ERROR_RULES: readonly ErrorRule[] = [
  rule("throttle", [4, 613, 80007, 130429], "retry", "channel", THROTTLE_WAIT_SECONDS, "siga"),
  // Its backoff is in `retryDelaySeconds`.
  rule("throttle", [PAIR_RATE_CODE], "retry", "contact", null, "siga"),
  rule("transient", [1, 2, 131000, 131016, 131057, 133004], "unknown", "message", null, "siga"),
  rule("media", [131052, 131053], "failed", "message", null, "author"),
  rule("window", [470, WINDOW_CLOSED_CODE], "failed", "contact", null, "author"),
  rule("recipient", [130472, 131021, 131026, 131030, 131049, 131050, 131062], "failed", "contact", null, "nobody"),
  rule("policy", [368, 130497, 131031, 131048, 131063, 131064], "failed", "channel", OPERATOR_WAIT_SECONDS, "operator"),
  // And 200 to 299, permissions that are missing.
  rule("auth", [0, 3, 10, 190, 131005], "retry", "channel", OPERATOR_WAIT_SECONDS, "operator"),
  rule("billing", [131042, 131044], "retry", "channel", OPERATOR_WAIT_SECONDS, "operator"),
  rule(
    "request",
    [100, 131008, 131009, 131051, 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132068, 132069, 135000],
    "failed",
    "message",
    null,
    "author",
  ),
  rule("number", [131037, 131045, 133010, 133016], "failed", "channel", OPERATOR_WAIT_SECONDS, "operator"),
  rule("network", [], "retry", "channel", null, "siga"),
];

function rule(
  errorClass: GraphErrorClass,
  codes: readonly number[],
  kind: ErrorRule["kind"],
  scope: GraphErrorScope,
  waitSeconds: number | null,
  acts: ErrorRule["acts"],
): ErrorRule {
  return { errorClass, codes, kind, scope, waitSeconds, acts };
}

const RULE_OF_CODE: ReadonlyMap<number, ErrorRule> = new Map(
  ERROR_RULES.flatMap((each) => each.codes.map((code) => [code, each] as const)),
);
const RULE_OF_CLASS = Object.fromEntries(ERROR_RULES.toReversed().map((each) => [each.errorClass, each])) as Record<
  GraphErrorClass,
  ErrorRule
>;

/** The rule of a class: the first of the table. */
export function ruleOfClass(errorClass: GraphErrorClass): ErrorRule {
  return RULE_OF_CLASS[errorClass];
}

/** The rule of a code, for responses and failed statuses alike; null for a code we do not know. */
export function ruleOfCode(code: number): ErrorRule | null {
  if (code >= 200 && code <= 299) return RULE_OF_CLASS.auth;
  return RULE_OF_CODE.get(code) ?? null;
}

/** What is kept of a message that was not sent because Meta would have refused it with this. */
export const WINDOW_CLOSED = {
  class: "window" satisfies GraphErrorClass,
  code: WINDOW_CLOSED_CODE,
  title: `The contact last wrote more than ${WINDOW_SECONDS / 3_600} hours ago; only an approved template may be sent now.`,
  details: null,
};

/** For what concerns this message or contact alone. */
export const MAX_SEND_ATTEMPTS = 12;
/** For what holds the whole channel back (network, throttle, auth, billing): about a day, the customer service window. */
export const MAX_HELD_ATTEMPTS = 288;

const MAX_DELAY_SECONDS = 300;

/** How often a message may be sent before a `retry` becomes a failure. */
export function attemptsAllowed(outcome: { scope: GraphErrorScope }): number {
  return outcome.scope === "channel" ? MAX_HELD_ATTEMPTS : MAX_SEND_ATTEMPTS;
}

/**
 * Seconds until the next attempt after the `attempt`-th (1, 2, 3 ...) was refused; `random` from 0 to 1.
 * The pair rate asks for 4^n from n = 0; all else backs off with full jitter, from 1 s to a limit that doubles up to
 * 300 s. What Meta asks for (`retryAfterSeconds`) comes on top, so that a queue held back does not return all at once.
 */
export function retryDelaySeconds(
  attempt: number,
  outcome: { code: number | null; retryAfterSeconds: number | null },
  random: number,
): number {
  const n = Math.max(0, attempt - 1);
  const named = outcome.retryAfterSeconds ?? 0;
  if (outcome.code === PAIR_RATE_CODE) return named + Math.min(MAX_DELAY_SECONDS, 4 ** n);
  const limit = Math.min(MAX_DELAY_SECONDS, 2 ** (n + 1));
  return named + 1 + random * (limit - 1);
}
