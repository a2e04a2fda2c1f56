import { z } from "zod";
import { MIN_PASSWORD_LENGTH, passwordProblem } from "#lib/password-rule.ts";
import { ROLES } from "#lib/roles.ts";
import { timestamp } from "./ids.ts";

const name = z.string("must be a text").trim().max(200, "must have at most 200 characters");

const email = z
  .string("must be a text")
  .trim()
  .toLowerCase()
  .pipe(z.email("must be an e-mail address").max(320, "must have at most 320 characters"));

const role = z.enum(ROLES, "must be viewer, editor or admin");

const password = z
  .string("must be a text")
  .min(MIN_PASSWORD_LENGTH, `must have at least ${MIN_PASSWORD_LENGTH} characters`)
  .max(200, "must have at most 200 characters")
  .refine((text) => passwordProblem(text) !== "common", {
    error: "is one of those that are tried first",
    params: { code: "common-password" },
  });

export const user = z.object({
  id: z.int(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  /** False: signs in through OpenID Connect only. */
  has_password: z.boolean(),
  /** The OpenID Connect provider whose subject they are bound to. */
  oidc_issuer: z.string().nullable(),
  /** Tokens of theirs that still work. */
  live_tokens: z.int(),
  disabled_at: timestamp.nullable(),
  created_at: timestamp,
  last_signed_in_at: timestamp.nullable(),
});

export const createUserBody = z.strictObject({
  email,
  name: name.default(""),
  role,
  /** False: no password is made, for people who come in through OpenID Connect. */
  with_password: z.boolean().default(true),
});

export const patchUserBody = z.strictObject({
  name: name.optional(),
  role: role.optional(),
  disabled: z.boolean().optional(),
  /** What becomes of the tokens that they made. Without it: revoked when they are disabled, kept (within the new role) when demoted. */
  tokens: z.enum(["revoke", "keep"]).optional(),
  /** They are known by their address once more, as before the first sign-in through OpenID Connect. */
  unbind_oidc: z.literal(true).optional(),
});

export const changePasswordBody = z.strictObject({ current: z.string().max(1_024), password });

export type UserResponse = z.output<typeof user>;
export type CreateUser = z.input<typeof createUserBody>;
export type PatchUser = z.input<typeof patchUserBody>;
export type ChangePassword = z.input<typeof changePasswordBody>;
