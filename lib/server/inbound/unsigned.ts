import { isIPv4 } from "node:net";
import { mediaTypeOf } from "../http/read-body.ts";
import { pool } from "../platform/db.ts";
import { env } from "../platform/env.ts";

/**
 * Whether a webhook without a signature may be taken: only for trying out, where no secret can be checked, nothing can leave
 * (no channel has a token), and nobody but a program of this very machine can have sent it. Browsers name the site whose page
 * sends (no script can change that), and let a page of another site send no JSON.
 */
export async function isUnsignedAccepted(request: Request): Promise<boolean> {
  const { WORKFLOW_WHATSAPP_APP_SECRET: secret, HOST, production } = env();
  if (secret !== undefined || production || !isLoopback(HOST)) return false;
  const site = request.headers.get("sec-fetch-site");
  const isOwnProgram = (site === null || site === "none") && isNamedLoopback(request.headers.get("host"));
  return isOwnProgram && mediaTypeOf(request) === "application/json" && !(await canAnyChannelSend());
}

/**
 * Whether a channel has an access token, so that what flows say leaves for Meta. `ofEnvironment`: one whose webhooks the environment's
 * secret signs; an app that is set up in the console has its own.
 */
export async function canAnyChannelSend({ ofEnvironment = false } = {}): Promise<boolean> {
  // SQL, because a webhook may ask it, and Prisma would take a client of its own for it.
  const { rows } = await pool().query(
    "SELECT FROM channels WHERE access_token_encrypted IS NOT NULL AND (NOT $1 OR meta_app_id IS NULL) LIMIT 1",
    [ofEnvironment],
  );
  return rows.length > 0;
}

/** A browser names no site to an address without TLS whose name leads here only now, but it names the name. */
const isNamedLoopback = (host: string | null): boolean =>
  host === null || (URL.canParse(`http://${host}`) && isLoopback(new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, "")));

const isLoopback = (host: string): boolean => host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."));
