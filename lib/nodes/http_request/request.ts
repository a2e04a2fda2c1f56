import type { HttpRequest } from "../../effects/call_http/effect.ts";
import { jsonSize } from "../../engine/context.ts";
import { fillTexts } from "../../engine/json-texts.ts";
import { ProblemError } from "../../engine/problem/problem.ts";
import { inField } from "../../engine/render-field.ts";
import { newEnvironment, parseTemplate, render, renderUrl, renderValue } from "../../engine/template.ts";
import type { SecretMarks } from "../../engine/template/secrets.ts";
import type { Context, FlowLocale, Json } from "../../engine/types.ts";
import { type HttpConfig, jsonOf, retriesOf, sendsBody, templatesOf } from "./config.ts";
import { BAD_JSON } from "./problems.ts";

/** What is asked, filled in from the context; marks stand where secrets are to go. Throws `FieldError`. */
export function requestOf(config: HttpConfig, context: Context, locale?: FlowLocale): HttpRequest {
  const names = secretsIn(config);
  const marks = marksFor(names, names.length === 0 ? "" : JSON.stringify(filled(config, context, unmarked(names), locale)));
  return { ...filled(config, context, marks, locale), marks: names.map((name) => ({ mark: marks[name] ?? "", name })) };
}

function secretsIn(config: HttpConfig): string[] {
  const texts = Object.entries(templatesOf(config));
  return [...new Set(texts.flatMap(([field, text]) => inField(field, () => parseTemplate(text).secrets)))];
}

/**
 * A mark for each secret, which nothing else in the request looks like: otherwise what a contact types, or two values side by
 * side, could become a secret. `rest` is the whole request without marks. No mark overlaps itself, so what looks like
 * one in the request lies between its marks, and so in `rest`.
 */
function marksFor(names: readonly string[], rest: string): SecretMarks {
  const seen = rest.toLowerCase();
  return Object.fromEntries(
    names.map((name) => {
      for (let number = 1; ; number++) {
        const mark = number === 1 ? `[secret ${name}]` : `[secret ${name} ${number}]`;
        if (!seen.includes(mark) && !seen.includes(encodeURIComponent(mark).toLowerCase())) return [name, mark];
      }
    }),
  );
}

const unmarked = (names: readonly string[]): SecretMarks => Object.fromEntries(names.map((name) => [name, ""]));

function filled(config: HttpConfig, context: Context, marks: SecretMarks, locale: FlowLocale | undefined): Omit<HttpRequest, "marks"> {
  const environment = newEnvironment(locale);
  const text = (field: string, written: string) => inField(field, () => render(written, context, { marks, environment }));
  const rows = (field: string, list: HttpConfig["headers"]) =>
    list.flatMap(({ name, value }, index) =>
      name.trim() === "" ? [] : { name: name.trim(), value: text(`${field}.${index}.value`, value) },
    );
  const { method, auth, body, timeout_seconds, idempotency_header } = config;

  /** Of a text that is exactly one `{{ e }}`, e's own value: it may be large, and stand here many times. */
  const ownValue = (field: string, written: string): Json =>
    inField(field, () => {
      const value = renderValue(written, context, { marks, environment });
      environment.spend(jsonSize(value));
      return value;
    });
  const authOf = (): HttpRequest["auth"] => {
    if (auth.type === "none") return null;
    if (auth.type === "bearer") return { type: auth.type, token: text("auth.token", auth.token) };
    if (auth.type === "header") return { type: auth.type, name: auth.name.trim(), value: text("auth.value", auth.value) };
    return { type: auth.type, username: text("auth.username", auth.username), password: text("auth.password", auth.password) };
  };
  const bodyOf = (): HttpRequest["body"] => {
    if (!sendsBody(config) || body.type === "none") return null;
    if (body.type === "form") return { type: body.type, value: rows("body.value", body.value) };
    if (body.type === "text") return { type: body.type, value: text("body.value", body.value) };
    const written = jsonOf(body.value);
    return inField("body.value", () => {
      if (written === undefined) throw new ProblemError(BAD_JSON);
      return { type: body.type, value: fillTexts(written, "body.value", ownValue) };
    });
  };

  return {
    method,
    url: readable(
      inField("url", () => renderUrl(config.url.trim(), context, { marks, environment })),
      marks,
    ),
    query: rows("query", config.query),
    headers: rows("headers", config.headers),
    auth: authOf(),
    body: bodyOf(),
    timeout_seconds,
    retries: retriesOf(config),
    idempotency_header,
  };
}

/** In an address a mark comes encoded; whoever puts the secret in its place encodes that. */
function readable(url: string, marks: SecretMarks): string {
  return Object.values(marks).reduce((address, mark) => (mark === "" ? address : address.replaceAll(encodeURIComponent(mark), mark)), url);
}
