import { pino } from "pino";
import { env } from "./env.ts";

/** Structured logs. Secrets are redacted by key here; by value they never get this far, because errors carry none. */
export const log = pino({
  level: env().WORKFLOW_LOG_LEVEL,
  base: undefined,
  redact: {
    paths: ["*.authorization", "*.access_token", "*.accessToken", "*.password", "*.token", "*.secret", "headers.*", "*.headers"],
    censor: "[hidden]",
  },
});
