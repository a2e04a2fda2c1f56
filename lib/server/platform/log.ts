import { type DestinationStream, type LevelWithSilent, pino, stdSerializers } from "pino";
import { boundedJson } from "#lib/json/read-json.ts";
import { logLevel } from "./env.ts";
import { requestId } from "./request-id.ts";
import { redactSecrets } from "./redact.ts";

/** More of one entry than anybody reads; an error may have a whole connection or response attached. */
const BOUNDS = { depth: 8, values: 500, characters: 16_000 };

const plain = (value: unknown): unknown => (value instanceof Error ? stdSerializers.err(value) : value);

/**
 * Structured logs. Whatever is logged is cut to bounds, and what looks like a secret is hidden wherever it stands: by the
 * name of its key or by its own look, as in what the console shows. pino's own redaction knows paths only.
 */
export const createLog = (level: LevelWithSilent, destination?: DestinationStream) =>
  pino(
    {
      level,
      base: undefined,
      mixin: () => {
        const id = requestId();
        return id === undefined ? {} : { request_id: id };
      },
      formatters: {
        log: (entry) =>
          redactSecrets(
            boundedJson(Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, plain(value)])), BOUNDS),
          ) as Record<string, unknown>,
      },
      // Done above, so that what is attached to an error is hidden too.
      serializers: { err: (value: unknown) => value },
    },
    destination,
  );

export const log = createLog(logLevel());
