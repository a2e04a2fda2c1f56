import { cleanText } from "#lib/json/read-json.ts";
import { ApiError } from "../platform/api-error.ts";
import { audit } from "../platform/audit.ts";
import { inTransaction, isUniqueViolation } from "../platform/db.ts";
import { isPassword, refuseWhenBusy } from "../platform/passwords.ts";
import { prisma } from "../platform/prisma.ts";
import { credentialOf } from "./session-cookie.ts";
import { countAttempt, forgetAttempt, rememberAddress } from "./sign-in-attempts.ts";

export interface Admitted {
  id: string;
  email: string;
  name: string;
  credential: string;
}

export const tooManyAttempts = (waitSeconds: number) =>
  new ApiError(429, `Too many attempts to sign in have failed; try again in ${waitSeconds} s.`, {
    code: "too-many-attempts",
    headers: { "retry-after": String(waitSeconds) },
  });

/** A hash of nobody's password, so that an unknown address takes as long as a known one. */
const NOBODY = "scrypt$65536$8$1$c2lnYS1uby1zdWNoLXVzZXI$kMMqRx5xJzjyz2pZ7rTq7xGQpQ9F0JmZb1n0b0c0d0E";

/**
 * Who signs in with this address and password; null when they do not fit or the user is disabled, without saying which.
 * @throws ApiError 429: too many failures, or too many passwords are being looked at
 */
export async function signInWithPassword(email: string, password: string, address: string): Promise<Admitted | null> {
  const name = email.trim().toLowerCase().slice(0, 320);
  // Before it is counted: a sign-in that finds the machine busy has not failed.
  refuseWhenBusy();
  const wait = await countAttempt(name, address);
  if (wait > 0) throw tooManyAttempts(wait);
  const user = await findUser(name);
  const fits = await isPassword(password.slice(0, 1_024), user?.passwordHash ?? NOBODY);
  if (user === null || user.passwordHash === null || !fits) return null;
  await forgetAttempt(name, address);
  await rememberAddress(user.id, address);
  return admit(user, "password");
}

/** What an OpenID Connect provider says of somebody; its claims as they came. */
interface OidcIdentity {
  issuer: string;
  subject: unknown;
  email: unknown;
  emailVerified: unknown;
  /** The operator's word that people can't choose their address at this provider. */
  trustEmail: boolean;
}

/**
 * Who an OpenID Connect provider vouches for: a user that an administrator has made. The first time they are known by their verified
 * address and bound to the provider's subject; from then on the subject alone counts, because addresses change hands and some providers let
 * people write any.
 */
export async function signInWithOidc({ issuer, subject, email, emailVerified, trustEmail }: OidcIdentity): Promise<Admitted | null> {
  if (typeof subject !== "string" || subject === "" || subject.length > MAX_SUBJECT || subject !== cleanText(subject, MAX_SUBJECT))
    return null;
  const bound = await prisma().user.findUnique({
    where: { oidcIssuer_oidcSubject: { oidcIssuer: issuer, oidcSubject: subject } },
    select: { ...USER_COLUMNS, disabledAt: true },
  });
  if (bound !== null) return bound.disabledAt === null ? admit(bound, "oidc") : null;
  if (typeof email !== "string" || email === "" || email !== cleanText(email, email.length) || !(emailVerified === true || trustEmail))
    return null;
  const user = await findUser(email.trim().toLowerCase().slice(0, 320));
  if (user === null || !(await bind(user.id, issuer, subject))) return null;
  return admit(user, "oidc");
}

/** As OpenID Connect limits it. */
const MAX_SUBJECT = 255;

/** False when the user is bound to another subject already, or somebody else to this one. */
function bind(userId: number, issuer: string, subject: string): Promise<boolean> {
  return inTransaction(async (client) => {
    const { count } = await prisma(client).user.updateMany({
      where: { id: userId, oidcSubject: null },
      data: { oidcIssuer: issuer, oidcSubject: subject },
    });
    if (count === 0) return false;
    await audit(client, { id: `user:${userId}` }, "user.oidc_bound", "user", userId, { issuer, subject });
    return true;
  }).catch((error: unknown) => {
    if (isUniqueViolation(error)) return false;
    throw error;
  });
}

interface UserRow {
  id: number;
  email: string;
  name: string;
  passwordHash: string | null;
}

const USER_COLUMNS = { id: true, email: true, name: true, passwordHash: true } as const;

const findUser = (email: string): Promise<UserRow | null> =>
  prisma().user.findUnique({ where: { email, disabledAt: null }, select: USER_COLUMNS });

async function admit(user: UserRow, method: string): Promise<Admitted> {
  await inTransaction(async (client) => {
    await prisma(client).user.updateMany({ where: { id: user.id }, data: { lastSignedInAt: new Date() } });
    await audit(client, { id: `user:${user.id}` }, "user.signed_in", "user", user.id, { way: method });
  });
  return { id: String(user.id), email: user.email, name: user.name, credential: credentialOf(user.passwordHash) };
}
