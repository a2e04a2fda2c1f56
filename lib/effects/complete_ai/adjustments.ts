/**
 * Parameters that a model does not take: read out of its refusal, and kept from it from then on. Newer models refuse older names and
 * some values, and other makers' models refuse what only one of them has; the question itself is answered all the same.
 */
import type { Context } from "../../engine/types.ts";
import type { ServiceError } from "./service-error.ts";

/**
 * What to do with a parameter: send it under this name, or (null) leave it out. A key `name=value` (the value as JSON) speaks of that
 * value alone. `messages.system`: the system prompt goes ahead of the first question, because the model knows no such role.
 */
export type Adjustments = Record<string, string | null>;

export const SYSTEM_ROLE = "messages.system";

/** What makes it a call of ours; a model that refuses these cannot be asked. */
const OURS = new Set(["model", "messages", "stream"]);
/** The same thing under two names. */
const OTHER_NAME: Readonly<Record<string, string>> = { max_tokens: "max_completion_tokens", max_completion_tokens: "max_tokens" };

const REFUSES =
  /unsupported|not supported?|does ?n.?t support|unrecogni[sz]ed|unknown|unexpected|no longer|not (permitted|allowed|available|accepted|implemented|valid|compatible|recogni[sz]ed)|extra (inputs|fields|_forbidden)|forbidden|deprecated|cannot (both )?be (specified|used|set)|cannot find field|only the default|invalid (parameter|argument|value|field|type|input)|is not one of|must be|should be|too (large|big|high|many|low|small)|exceed|at (most|least)|out of range|instead/i;
/** The parameter is taken, and this value is not. */
const THIS_VALUE =
  /too (large|big|high|many|low|small)|exceed|at (most|least)|out of range|range|between|less than|greater than|maximum|minimum|<=|>=|≤|≥|must be/i;
const ONLY_DEFAULT = /only the default/i;
const NO_SYSTEM =
  /(system|developer)\W{0,3}(role|message|prompt|instruction)s?\b.{0,60}(not|unsupported)|not support.{0,40}(system|developer)\b/i;
/** An author's own mistake, which nothing of ours may hide. */
const BAD_SCHEMA = /invalid_json_schema|invalid schema/i;

/** What this refusal teaches about the parameters that were sent; null where it teaches nothing new. */
export function learnFrom({ status, code, words, parameter }: ServiceError, sent: Context): Adjustments | null {
  if (![400, 404, 405, 422, 500, 501].includes(status) || BAD_SCHEMA.test(`${code ?? ""} ${words}`)) return null;
  const told = `${code ?? ""} ${words}`;
  if (!REFUSES.test(told)) return null;
  if ((parameter?.startsWith("messages") ?? true) && NO_SYSTEM.test(told) && hasSystem(sent)) return { [SYSTEM_ROLE]: "user" };
  const names = namesIn(
    parameter,
    words,
    Object.keys(sent).filter((name) => !OURS.has(name)),
  );
  // Of two that do not go together the first stays.
  const refused = /both/i.test(words) && names.length > 1 ? names.slice(1) : names;
  if (refused.length === 0) return null;
  return Object.fromEntries(
    refused.map((name) => {
      const value = sent[name];
      if (typeof value !== "object" && THIS_VALUE.test(words) && !ONLY_DEFAULT.test(words))
        return [`${name}=${JSON.stringify(value)}`, null];
      return [name, otherName(name, words, sent)];
    }),
  );
}

function otherName(name: string, words: string, sent: Context): string | null {
  const told = /\buse [`'"]?([a-z]\w*_\w+)[`'"]? instead/i.exec(words)?.[1] ?? /\binstead,? use [`'"]?([a-z]\w*_\w+)/i.exec(words)?.[1];
  const other = told ?? OTHER_NAME[name];
  return other === undefined || other === name || Object.hasOwn(sent, other) ? null : other;
}

/** The parameters of ours that a refusal speaks of, in our order. */
function namesIn(parameter: string | null, words: string, names: readonly string[]): string[] {
  const root = parameter?.split(/[.[]/)[0];
  if (root !== undefined && names.includes(root)) return [root];
  return names.filter((name) => mentions(words, name));
}

function mentions(words: string, name: string): boolean {
  const camel = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return [name, camel].some((spelled) => {
    const escaped = spelled.replace(/[^\w]/g, "\\$&");
    // A word of everyday language ("stop", "user", "n") has to be marked as a name.
    const bare = /_|[a-z][A-Z]/.test(spelled) || ["temperature", "logprobs"].includes(spelled);
    const named = bare
      ? `(?<![\\w.])${escaped}(?!\\w)`
      : `["'\`]${escaped}["'\`]|\\b(?:parameter|argument|property|field|key|name|keyword|input|model)s?\\b[^.]{0,40}[:\\s]${escaped}(?!\\w)|^${escaped}:`;
    return new RegExp(named, bare ? "" : "i").test(words);
  });
}

const hasSystem = ({ messages }: Context): boolean =>
  Array.isArray(messages) &&
  messages.some((message) => typeof message === "object" && message !== null && !Array.isArray(message) && message.role === "system");

/** A request as this model takes it. */
export function adjust(request: Context, adjustments: Adjustments): Context {
  const body: Context = {};
  for (const [name, value] of Object.entries(request)) {
    const sentAs = OURS.has(name) ? name : nameFor(name, adjustments);
    if (sentAs === null || adjustments[`${sentAs}=${JSON.stringify(value)}`] === null) continue;
    // What the author gave under the newer name stays.
    if (sentAs !== name && Object.hasOwn(request, sentAs)) continue;
    body[sentAs] = value;
  }
  return adjustments[SYSTEM_ROLE] === undefined ? body : { ...body, messages: withoutSystemRole(body.messages ?? []) };
}

/** Through as many renamings as were learned; two names that lead to each other lead nowhere. */
function nameFor(name: string, adjustments: Adjustments): string | null {
  const seen = new Set<string>();
  let current: string = name;
  while (!seen.has(current)) {
    seen.add(current);
    const next = adjustments[current];
    if (next === undefined) return current;
    if (next === null) return null;
    current = next;
  }
  return null;
}

function withoutSystemRole(messages: Context[string]): Context[string] {
  if (!Array.isArray(messages)) return messages;
  const said = messages.filter(
    (message): message is { role: string; content: string } => typeof (message as Context | null)?.content === "string",
  );
  const system = said.filter(({ role }) => role === "system").map(({ content }) => content);
  const [first, ...rest] = said.filter(({ role }) => role !== "system");
  if (first === undefined) return [{ role: "user", content: system.join("\n\n") }];
  if (first.role !== "user") return [{ role: "user", content: system.join("\n\n") }, first, ...rest];
  return [{ ...first, content: [...system, first.content].join("\n\n") }, ...rest];
}

/** The adjustments that change this request: what is left out or renamed of it, for whoever reads what was asked. */
export function adjustmentsOf(request: Context, adjustments: Adjustments): Adjustments {
  const concerns = ([key]: [string, string | null]) => {
    if (key === SYSTEM_ROLE) return hasSystem(request);
    const [name = "", ...value] = key.split("=");
    const sentAs = Object.keys(request).find((each) => each === name || nameFor(each, adjustments) === name);
    return sentAs !== undefined && (value.length === 0 || JSON.stringify(request[sentAs]) === value.join("="));
  };
  return Object.fromEntries(Object.entries(adjustments).filter(concerns));
}
