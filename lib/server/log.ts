import { pino } from "pino";
import { logLevel } from "./env.ts";

/** Structured logs. Secrets are redacted by key here; by value they never get this far, because errors carry none. */
export const log = pino({
  level: logLevel(),
  base: undefined,
  redact: {
    paths: ["*.authorization", "*.access_token", "*.accessToken", "*.password", "*.token", "*.secret", "headers.*", "*.headers"],
    censor: "[hidden]",
  },
});
