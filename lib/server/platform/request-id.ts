import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { isIPv4 } from "node:net";
import { processWide } from "./process-wide.ts";

/** Every answer has it and every line of the log that was written on the way there, so that one leads to the other. */
export const REQUEST_ID_HEADER = "x-request-id";

interface Current {
  id: string;
  isDirect: boolean;
}

const current = () => processWide("request-id", () => new AsyncLocalStorage<Current>());

/** The id of the request under way; undefined outside of one (in the worker). */
export const requestId = (): string | undefined => current().getStore()?.id;

/** Whether the request under way came straight from a program of this machine; false where no server of ours has seen it (Vercel). */
export const isDirectCaller = (): boolean => current().getStore()?.isDirect ?? false;

/** Over a loopback connection, and not through a proxy that says for whom it asks. */
export function isDirect({ socket, headers }: IncomingMessage): boolean {
  const address = (socket.remoteAddress ?? "").replace(/^::ffff:/i, "");
  const isLoopback = address === "::1" || (isIPv4(address) && address.startsWith("127."));
  return isLoopback && headers["x-forwarded-for"] === undefined && headers["forwarded"] === undefined;
}

/** Runs what belongs to one request under an id of its own. `isDirect`: see `isDirectCaller`. */
export function withRequestId<Value>(work: (id: string) => Value, isDirect = false): Value {
  const id = randomUUID();
  return current().run({ id, isDirect }, () => work(id));
}
