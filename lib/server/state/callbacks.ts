import { randomBytes } from "node:crypto";
import { env } from "../platform/env.ts";

/** What stands before the token of an address at which another system calls an execution back. */
export function callbackBase(): string {
  const { NEXTAUTH_URL, PORT } = env();
  return `${(NEXTAUTH_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, "")}/callback/`;
}

/** The key of which an execution's addresses are made. */
export const newCallbackKey = (): string => randomBytes(24).toString("base64url");
