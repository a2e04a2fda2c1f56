import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { processWide } from "./process-wide.ts";

/** Every answer has it and every line of the log that was written on the way there, so that one leads to the other. */
export const REQUEST_ID_HEADER = "x-request-id";

const current = () => processWide("request-id", () => new AsyncLocalStorage<string>());

/** The id of the request under way; undefined outside of one (in the worker). */
export const requestId = (): string | undefined => current().getStore();

/** Runs what belongs to one request under an id of its own. */
export function withRequestId<Value>(work: (id: string) => Value): Value {
  const id = randomUUID();
  return current().run(id, () => work(id));
}
