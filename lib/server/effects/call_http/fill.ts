import { addressOf, type HttpRequest } from "#lib/effects/call_http/effect.ts";
import type { Json } from "#lib/engine/types.ts";
import { anyOf } from "./mask.ts";

/** What goes onto the wire. */
interface Outgoing {
  url: string;
  headers: [name: string, value: string][];
  body: string | null;
}

/** The request with its secrets in the places of their marks, and every part encoded as its place wants it. */
export function outgoing(request: HttpRequest, secrets: ReadonlyMap<string, string>): Outgoing {
  const values = request.marks.flatMap(({ mark, name }) => {
    const value = secrets.get(name);
    return value === undefined ? [] : [{ mark, value }];
  });
  const text = (written: string, encode = (value: string) => value) =>
    // One pass: a secret that happens to look like another's mark stays what it is.
    splitBy(
      written,
      values.map(({ mark }) => mark),
    )
      .map((part) => {
        const secret = values.find(({ mark }) => mark === part);
        return secret === undefined ? part : encode(secret.value);
      })
      .join("");
  const rows = (list: HttpRequest["query"]) => list.map(({ name, value }) => ({ name, value: text(value) }));

  // What an address begins with may be an address itself; all else is one component of it.
  const first = values.find(({ mark }) => request.url.startsWith(mark));
  const rest = text(request.url.slice(first?.mark.length ?? 0), encodeURIComponent);
  const { body } = request;
  return {
    url: addressOf({ url: `${first?.value ?? ""}${rest}`, query: rows(request.query) }),
    headers: headersOf(request, text),
    body:
      body === null
        ? null
        : body.type === "json"
          ? JSON.stringify(inTexts(body.value, text))
          : body.type === "form"
            ? new URLSearchParams(rows(body.value).map(({ name, value }) => [name, value])).toString()
            : text(body.value),
  };
}

/** The text cut before and behind each of the marks. */
function splitBy(text: string, marks: readonly string[]): string[] {
  return marks.length === 0 ? [text] : text.split(new RegExp(`(${anyOf(marks)})`));
}

const CONTENT_TYPES = {
  json: "application/json",
  form: "application/x-www-form-urlencoded",
  text: "text/plain; charset=utf-8",
};

function headersOf({ headers, auth, body }: HttpRequest, text: (written: string) => string): [string, string][] {
  const own = headers.map(({ name, value }): [string, string] => [name, text(value)]);
  const isSet = (name: string) => own.some(([each]) => each.toLowerCase() === name.toLowerCase());
  if (body !== null && !isSet("content-type")) own.push(["content-type", CONTENT_TYPES[body.type]]);
  const credential = credentialOf(auth, text);
  if (credential === null) return own;
  return [...own.filter(([name]) => name.toLowerCase() !== credential[0].toLowerCase()), credential];
}

function credentialOf(auth: HttpRequest["auth"], text: (written: string) => string): [string, string] | null {
  if (auth === null) return null;
  if (auth.type === "bearer") return ["authorization", `Bearer ${text(auth.token)}`];
  if (auth.type === "header") return [auth.name, text(auth.value)];
  return ["authorization", `Basic ${Buffer.from(`${text(auth.username)}:${text(auth.password)}`).toString("base64")}`];
}

/** The same value with other texts; keys stay. */
function inTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => inTexts(item, change));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inTexts(item, change)]));
}
