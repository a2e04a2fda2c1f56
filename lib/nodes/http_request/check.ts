import type { ConfigIssue } from "../../engine/define-node.ts";
import type { Context } from "../../engine/types.ts";
import { checkKeys } from "../../engine/validate/check-keys.ts";
import { pathKeys } from "../../engine/values/read-path.ts";
import { hasBody, mayRepeat } from "../../effects/call_http/effect.ts";
import { headerNameProblem } from "../../http/header-name.ts";
import { AUTH_OPTIONS, type HttpConfig, jsonOf } from "./config.ts";

/** Codes of the issues that only this type has. */
export type HttpIssue =
  | "no_url"
  | "bad_url"
  | "bad_header_name"
  | "forbidden_header"
  | "bad_json"
  | "body_not_sent"
  | "retries_ignored"
  | "no_credential"
  | "open_credential"
  | "bad_path";

type Found = ConfigIssue & { code: HttpIssue };
const error = (code: HttpIssue, field: string, message: string, params?: Context): Found[] => [
  { severity: "error", code, field, message, ...(params && { params }) },
];
const warning = (code: HttpIssue, field: string, message: string, params?: Context): Found[] => [
  { severity: "warning", code, field, message, ...(params && { params }) },
];

/** What an author should hear of before publishing. */
export function checkHttp(config: HttpConfig): ConfigIssue[] {
  const { store_response, response_mapping } = config;
  const keys = response_mapping.map(({ key }, index) => [`response_mapping.${index}.key`, key] as const);
  return [
    ...checkUrl(config),
    ...checkHeaders(config),
    ...checkAuth(config),
    ...checkBody(config),
    ...checkRetries(config),
    ...response_mapping.flatMap(({ path }, index) =>
      pathKeys(path) !== null
        ? []
        : error("bad_path", `response_mapping.${index}.path`, `reads the answer at "${path}", which is no path such as items[0].id`, {
            path,
          }),
    ),
    ...checkKeys({ ...Object.fromEntries(keys), store_response }),
  ];
}

function checkUrl({ url }: HttpConfig): Found[] {
  const written = url.trim();
  if (written === "") return error("no_url", "url", "has no address to call");
  // What a value brings is known only when it runs.
  const literal = written.split(/[{]/)[0] ?? "";
  const isOpen = literal !== written;
  if (isOpen && literal === "") return [];
  const address = URL.parse(isOpen ? literal.replace(/\/\/$/, "//host") : written);
  const isHttp = /^https?:\/\//i.test(literal) && (isOpen || address !== null);
  if (isHttp && !address?.username && !address?.password) return [];
  return error("bad_url", "url", "has an address that can not be called: it looks like https://api.example.com/path, without a user name");
}

function checkHeaders({ headers, idempotency_header, auth }: HttpConfig): Found[] {
  const names = headers.map(({ name }, index) => [`headers.${index}.name`, name] as const);
  return [
    ...names,
    ["idempotency_header", idempotency_header ?? ""] as const,
    ["auth.name", auth.type === "header" ? auth.name : ""] as const,
  ]
    .map(([field, name]) => [field, name.trim()] as const)
    .flatMap(([field, name]) => {
      const found = name === "" ? null : headerNameProblem(name);
      if (found === "malformed")
        return error("bad_header_name", field, `sets the header "${name}", which no header can be called`, { name });
      if (found === null) return [];
      return error("forbidden_header", field, `sets the header "${name}", which is the connection's own and can not be set`, { name });
    });
}

function checkAuth({ auth }: HttpConfig): Found[] {
  return AUTH_OPTIONS[auth.type].flatMap((option) => {
    const written = auth[option];
    // A user name is public, and some systems want a password only.
    if (written.trim() === "")
      return option === "username" || option === "password"
        ? []
        : error("no_credential", `auth.${option}`, "signs in with nothing: a part of what it signs in with is missing");
    if (written.includes("{") || option === "name" || option === "username") return [];
    return warning(
      "open_credential",
      `auth.${option}`,
      "signs in with a text that everybody who sees the flow can read: keep it as a secret",
    );
  });
}

function checkBody({ method, body }: HttpConfig): Found[] {
  if (body.type === "none") return [];
  if (!hasBody(method)) return warning("body_not_sent", "body", `has a body, which ${method} does not send`, { method });
  if (body.type !== "json" || jsonOf(body.value) !== undefined) return [];
  return error("bad_json", "body.value", "has a body that is no JSON: texts and every {{ }} stand in double quotes");
}

function checkRetries(config: HttpConfig): Found[] {
  if (config.retries === 0 || mayRepeat(config)) return [];
  return warning(
    "retries_ignored",
    "retries",
    `is not tried again: ${config.method} may do its work twice, unless the other side knows the repeated call by an idempotency header`,
    { method: config.method },
  );
}
