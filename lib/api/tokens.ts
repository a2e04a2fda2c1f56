import { z } from "zod";
import { ROLES } from "#lib/roles.ts";
import { timestamp } from "./ids.ts";

/** Tokens of programs that call the API; managed in the console only. */

const apiToken = z.object({
  id: z.int(),
  name: z.string(),
  /** How it begins, to tell it by. */
  prefix: z.string(),
  role: z.enum(ROLES),
  expires_at: timestamp.nullable(),
  revoked_at: timestamp.nullable(),
  last_used_at: timestamp.nullable(),
  /** The server's judgement, whose clock decides. */
  expired: z.boolean(),
});

export const createTokenBody = z.object({
  name: z.string().trim().min(1, "must not be empty").max(200),
  role: z.enum(ROLES),
  /** Null: it does not expire. */
  days: z.int().min(1).max(3_650).nullable(),
});

export type ApiToken = z.output<typeof apiToken>;
export type CreateToken = z.input<typeof createTokenBody>;
