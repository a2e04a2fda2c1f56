/**
 * What each of Meta's error codes means for a send: its class, what is done, how long is waited and who has to act. Sources:
 * Meta's error code reference as read in 2026, pywa's error list and courier's throttle list.
 */
import { WINDOW_SECONDS } from "../../engine/validate/window.ts";

export type GraphErrorClass =
  | "throttle"
  | "transient"
  | "media"
  | "window"
  | "recipient"
  | "policy"
  | "auth"
  | "billing"
  | "request"
  | "number"
  | "address"
  | "network";

/**
 * What would get the same response just now, so what a sender holds back: this message alone, all to this contact, or
 * all of this channel.
 */
export type GraphErrorScope = "message" | "contact" | "channel";

/** What whoever runs the channel has to mend; the console has a sentence for each (`settings.check_<mend>`). */
export const MENDS = [
  "token_expired",
  "token_invalid",
  "token_sealed",
  "permission",
  "unknown_number",
  "not_registered",
  "display_name",
  "restricted",
  "quality",
  "payment",
  "not_graph",
  "untrusted",
  "unreachable",
  "throttled",
] as const;
export type Mend = (typeof MENDS)[number];

export interface ErrorRule {
  errorClass: GraphErrorClass;
  codes: readonly number[];
  /** Only with one of these beside the code; a rule without any takes the code whatever stands beside it. */
  subcodes?: readonly number[];
  /** Or where Meta's words, which have no subcode then, say so. */
  words?: RegExp;
  /**
   * `retry`: refused before processing, so sending again cannot make two of it.
   * `failed`: refused for good. `unknown`: it may have been sent.
   */
  kind: "failed" | "retry" | "unknown";
  scope: GraphErrorScope;
  /** Seconds to wait when the response names none; all of the scope, if that is the channel. Null: the usual backoff alone. */
  waitSeconds: number | null;
  /** Who can make the next message succeed: Siga by itself, the flow's author, whoever runs the number, or nobody. */
  acts: "siga" | "author" | "operator" | "nobody";
  /** Of what concerns the whole channel. */
  mend: Mend | null;
}

/** An operator has to act: ask again now and then, and keep the queue until it works. */
const OPERATOR_WAIT_SECONDS = 300;
/** Meta restricts the number or its account: asked again so seldom that it is no blind retry. */
const RESTRICTED_WAIT_SECONDS = 3_600;
const THROTTLE_WAIT_SECONDS = 5;

/** Too many messages to one contact; the only throttle that does not concern the whole number. */
const PAIR_RATE_CODE = 131056;
/** The customer service window is closed. */
const WINDOW_CLOSED_CODE = 131047;

/**
 * What whoever runs the channel has to mend was refused before processing and is no fault of the message's: the channel pauses with
 * what to mend, and the queue waits. What is wrong with a message, its recipient or its kind fails that message alone. Transient
 * errors come from inside Meta, after the request was accepted, and may hide a message that left.
 *
 * Looked at from the top: of two rules that take a code, the first that fits decides.
 */
export const ERROR_RULES: readonly ErrorRule[] = [
  ofChannel("throttle", [4, 17, 32, 341, 613, 80007, 130429], "throttled", THROTTLE_WAIT_SECONDS, "siga"),
  // Its backoff is in `retryDelaySeconds`.
  { ...ofMessage("throttle", [PAIR_RATE_CODE], "siga", "contact"), kind: "retry" },
  { ...ofMessage("transient", [1, 2, 131000, 131016, 131057, 133004], "siga"), kind: "unknown" },
  ofMessage("media", [131052, 131053], "author"),
  ofMessage("window", [470, WINDOW_CLOSED_CODE], "author", "contact"),
  // 130497: the account may not write to the recipient's country. Other countries' messages leave, so one contact does not stop them.
  ofMessage(
    "recipient",
    [130403, 130472, 130497, 131021, 131026, 131030, 131036, 131049, 131050, 131060, 131062, 137000],
    "nobody",
    "contact",
  ),
  ofChannel("policy", [368, 131031], "restricted", RESTRICTED_WAIT_SECONDS),
  ofChannel("policy", [131048, 131064], "quality", RESTRICTED_WAIT_SECONDS),
  { ...ofChannel("auth", [190], "token_expired"), subcodes: [459, 460, 463, 464, 467, 492] },
  ofChannel("auth", [101, 102, 104, 190], "token_invalid"),
  { ...ofChannel("auth", [100], "permission"), words: /appsecret_proof/i },
  // And 200 to 299, permissions that are missing. 5: from an address that the app's settings do not list.
  ofChannel("auth", [0, 3, 5, 10, 131005], "permission"),
  ofChannel("billing", [131042, 131044], "payment"),
  // Graph does not tell an id that does not exist from one that the token may not see, nor a number's from that of something else.
  { ...ofChannel("number", [100], "unknown_number"), subcodes: [33] },
  {
    ...ofChannel("number", [100], "unknown_number"),
    words: /^(\(#\d+\) )?(unsupported (get|post) request|object (with id|does not exist)|tried accessing nonexisting field)/i,
  },
  ofChannel("number", [33, 803], "unknown_number"),
  ofChannel("number", [131037], "display_name"),
  ofChannel("number", [131045, 133000, 133005, 133006, 133008, 133009, 133010, 133015, 133016, 136024], "not_registered"),
  // 12, 2635: the version of the API is over. 2500: Graph knows no such path.
  ofChannel("address", [12, 2500, 2635], "not_graph"),
  ofMessage(
    "request",
    [
      100, 131008, 131009, 131020, 131035, 131041, 131051, 131055, 131059, 131063, 132000, 132001, 132005, 132007, 132008, 132012, 132015,
      132016, 132018, 132068, 132069, 134100, 134101, 134102, 135000,
    ],
    "author",
  ),
  ofChannel("network", [], "unreachable", null, "siga"),
];

function ofMessage(
  errorClass: GraphErrorClass,
  codes: readonly number[],
  acts: ErrorRule["acts"],
  scope: "message" | "contact" = "message",
): ErrorRule {
  return { errorClass, codes, kind: "failed", scope, waitSeconds: null, acts, mend: null };
}

function ofChannel(
  errorClass: GraphErrorClass,
  codes: readonly number[],
  mend: Mend,
  waitSeconds: number | null = OPERATOR_WAIT_SECONDS,
  acts: ErrorRule["acts"] = "operator",
): ErrorRule {
  return { errorClass, codes, kind: "retry", scope: "channel", waitSeconds, acts, mend };
}

/** The rule of a class: the first of the table. */
export function ruleOfClass(errorClass: GraphErrorClass): ErrorRule {
  return ERROR_RULES.find((each) => each.errorClass === errorClass) as ErrorRule;
}

/** The rule of what Meta calls an error, for responses and failed statuses alike; null for a code we do not know. */
export function ruleOfCode(
  code: number,
  { subcode = null, words = "" }: { subcode?: number | null; words?: string } = {},
): ErrorRule | null {
  const fits = (each: ErrorRule): boolean =>
    each.codes.includes(code) &&
    (each.subcodes === undefined || (subcode !== null && each.subcodes.includes(subcode))) &&
    (each.words === undefined || each.words.test(words));
  return ERROR_RULES.find(fits) ?? (code >= 200 && code <= 299 ? ruleOfMend("permission") : null);
}

/** What is done where something other than a code of Meta's shows what has to be mended. */
export function ruleOfMend(mend: Mend): ErrorRule {
  return ERROR_RULES.find((each) => each.mend === mend) ?? { ...ruleOfClass("auth"), mend };
}

/** What is kept of a message that was not sent because Meta would have refused it with this. */
export const WINDOW_CLOSED = {
  class: "window" satisfies GraphErrorClass,
  code: WINDOW_CLOSED_CODE,
  title: `The contact last wrote more than ${WINDOW_SECONDS / 3_600} hours ago; only an approved template may be sent now.`,
  details: null,
};

/** What is kept of a message that was not sent because its contact has opted out. */
export const OPTED_OUT = {
  class: "consent",
  code: null,
  title: "The contact has opted out and has not written since: nothing is sent to them.",
  details: null,
} as const;

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
