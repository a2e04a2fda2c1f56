import { httpResult } from "../../effects/call_http/effect.ts";
import { defineNode } from "../../engine/define-node.ts";
import { checkHttp } from "./check.ts";
import { ERROR_KEY, type HttpConfig, httpConfig, templatesOf } from "./config.ts";
import { requestOf } from "./request.ts";
import { FAILURE_EXITS, outcomeOf } from "./response.ts";

export const httpRequest = defineNode<HttpConfig>({
  type: "http_request",
  family: "connect",
  config: httpConfig,
  defaults: { method: "GET", url: "" },
  exits: ({ exits }) => (exits === "simple" ? ["success", "error"] : ["success", ...FAILURE_EXITS]),
  failing: ({ exits }) => (exits === "simple" ? ["error"] : FAILURE_EXITS),
  goesTo: ({ url }) => url,
  summary: ({ method, url }) => `${method} ${url}`.trim(),
  templates: templatesOf,
  takesSecrets: true,
  sets: ({ response_mapping, store_response }) => [
    ...response_mapping.flatMap(({ key }) => key ?? []),
    ...(store_response === null ? [] : [store_response]),
    ERROR_KEY,
  ],
  waits: () => true,
  costs: "requests",
  check: checkHttp,

  enter: ({ config, context, token, locale }) => ({
    wait: { for: ["http"] },
    effects: [{ type: "call_http", token, request: requestOf(config, context, locale) }],
  }),

  resume({ config, context }, event) {
    if (event.type !== "http_responded") return { exit: "success" };
    return outcomeOf(config, context, httpResult.parse(event.result));
  },
});
