import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "./env.ts";
import { processWide } from "./process-wide.ts";

const HEADER = /^sha256=([0-9a-f]{64})$/i;

/** Meta's `X-Hub-Signature-256`: HMAC-SHA256 of the raw bytes with the app secret, compared in constant time. */
export function isSignedBy(appSecret: string, rawBody: Uint8Array, header: string | null): boolean {
  const given = HEADER.exec(header ?? "")?.[1];
  if (given === undefined) return false;
  const expected = createHmac("sha256", appSecret).update(rawBody).digest();
  return timingSafeEqual(expected, Buffer.from(given, "hex"));
}

export const hasSignature = (header: string | null): boolean => HEADER.test(header ?? "");

/** More than any webhook of one message; larger bodies are not examined. */
const LOOK_AT_BYTES = 64 * 1024;

/**
 * Whether the sender signed what this JSON says, but in other bytes, so that something on the way has parsed it and serialised it again.
 * For telling why a body is refused, never for accepting it.
 */
export function isSignedOtherwiseWritten(appSecret: string, rawBody: Buffer, header: string | null): boolean {
  if (rawBody.byteLength > LOOK_AT_BYTES) return false;
  try {
    const json = JSON.stringify(JSON.parse(rawBody.toString("utf8")));
    // Meta writes everything beyond ASCII as \uXXXX, and slashes as \/.
    const ascii = json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
    return [json, ascii, ascii.replaceAll("/", "\\/")].some((text) => isSignedBy(appSecret, Buffer.from(text), header));
  } catch {
    return false;
  }
}

/** What webhooks are signed with: the app secret; without one a key that only this process knows, for the simulator's own. */
export function webhookSecret(): string {
  return env().WORKFLOW_WHATSAPP_APP_SECRET ?? processWide("webhook-key", () => randomBytes(32).toString("hex"));
}

/** For tests, the terminal chat and the simulator's real pipeline: what Meta would send along. */
export function sign(appSecret: string, rawBody: Uint8Array | string): string {
  return `sha256=${createHmac("sha256", appSecret).update(rawBody).digest("hex")}`;
}

/** Equal texts, without telling by the time it takes how much of them agrees. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHmac("sha256", "compare").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
