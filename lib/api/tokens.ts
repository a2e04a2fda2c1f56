import { z } from "zod";
import { type Role, ROLES } from "#lib/roles.ts";

/** Tokens of programs that call the API; managed in the console only. */

export interface ApiToken {
  /** Null: WORKFLOW_API_TOKEN, which is changed in the environment. */
  id: number | null;
  name: string;
  /** How it begins, to tell it by. */
  prefix: string;
  role: Role;
  expires_at: string | null;
  revoked_at: string | null;
  last_used_at: string | null;
  /** Its maker's address; null: nobody's (any more). */
  created_by: string | null;
  /** The server's judgement, whose clock decides. */
  expired: boolean;
}

/** How long a new token is good for, unless something else is chosen. */
export const DEFAULT_TOKEN_DAYS = 90;

export const createTokenBody = z.object({
  name: z.string().trim().min(1, "must not be empty").max(200),
  role: z.enum(ROLES),
  /** Null: it does not expire. */
  days: z.int().min(1).max(3_650).nullable().default(DEFAULT_TOKEN_DAYS),
});

export type CreateToken = z.input<typeof createTokenBody>;
