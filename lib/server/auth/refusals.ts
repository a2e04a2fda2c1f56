import { ApiError, forbidden } from "../platform/api-error.ts";
import { audit } from "../platform/audit.ts";
import { pool } from "../platform/db.ts";
import { log } from "../platform/log.ts";
import { takeToken } from "../platform/rate-limits.ts";
import { clientAddress } from "./client-address.ts";

/** Somebody whom we know asked for what they may not do. */
export class AccessRefused extends ApiError {
  readonly actorId: string;
  readonly permission: string | null;

  constructor(actorId: string, permission: string | null, detail: string) {
    const { status, extras } = forbidden(detail);
    super(status, detail, extras);
    this.actorId = actorId;
    this.permission = permission;
  }
}

/** Where a refusal happened. */
interface Place {
  /** Who asked, if that is known by now. */
  actorId: string | null;
  permission: string | null;
  path: string;
  headers: { get(name: string): string | null };
}

const ONE_A_MINUTE = { burst: 1, perSecond: 1 / 60 };
const MAX_PATH = 200;

/**
 * Puts a refusal (401, 403) into the audit log: who, what, where and from which address. One a minute for each actor and permission, and
 * one a minute for all strangers together, so that nobody fills the log by being refused.
 */
export async function noteRefusal(error: ApiError, place: Place): Promise<void> {
  if (error.status !== 401 && error.status !== 403) return;
  const refused = error instanceof AccessRefused ? error : null;
  const actorId = refused?.actorId ?? place.actorId ?? "nobody";
  const permission = refused?.permission ?? place.permission ?? "-";
  const key = actorId === "nobody" ? "refused" : `refused:${actorId}:${permission}`;
  try {
    if ((await takeToken(key, ONE_A_MINUTE)) > 0) return;
    const details = { permission, path: place.path.slice(0, MAX_PATH), address: clientAddress(place.headers) };
    await audit(pool(), { id: actorId }, "access.refused", "permission", permission, details);
  } catch (failure) {
    // The refusal itself stands.
    log.warn({ err: failure }, "a refusal could not be put into the audit log");
  }
}
