import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";
import { ApiError } from "./api-error.ts";
import { processWide } from "./process-wide.ts";

/** OWASP's second choice after argon2id, and in every Node: about 0.2 s and 64 MB a try. */
const COST: ScryptOptions & { N: number; r: number; p: number } = { N: 2 ** 16, r: 8, p: 1, maxmem: 96 * 1024 * 1024 };
const KEY_BYTES = 32;

/** `scrypt$N$r$p$salt$key`, the last two in base64url: the cost can grow without breaking old hashes. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ["scrypt", COST.N, COST.r, COST.p, salt.toString("base64url"), key.toString("base64url")].join("$");
}

/** False for a wrong password and for a hash that is none. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [scheme, n, r, p, salt, key] = hash.split("$");
  if (scheme !== "scrypt" || salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, "base64url");
  const derived = await derive(password, Buffer.from(salt, "base64url"), {
    N: Number(n),
    r: Number(r),
    p: Number(p),
    maxmem: COST.maxmem as number,
  });
  return expected.length === derived.length && timingSafeEqual(expected, derived);
}

/** At once; each keeps a core busy and takes 64 MB. The rest wait, but not more than are done in a few seconds. */
const MAX_RUNNING = 2;
const MAX_QUEUED = 20;
const gate = () => processWide("passwords", () => ({ running: 0, queue: [] as (() => void)[] }));

/** @throws ApiError 429 while as many passwords are waiting to be looked at as may wait */
export function refuseWhenBusy(): void {
  if (gate().running < MAX_RUNNING || gate().queue.length < MAX_QUEUED) return;
  throw new ApiError(429, "Too many people are signing in at this moment; try again in a few seconds.", {
    code: "too-many-sign-ins",
    headers: { "retry-after": "5" },
  });
}

async function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  refuseWhenBusy();
  const { queue } = gate();
  if (gate().running < MAX_RUNNING) gate().running += 1;
  // Whoever ends hands the place on, so that nobody slips in between.
  else await new Promise<void>((resolve) => queue.push(resolve));
  try {
    return await new Promise((resolve, reject) => {
      scrypt(password.normalize("NFKC"), salt, KEY_BYTES, options, (error, key) => (error === null ? resolve(key) : reject(error)));
    });
  } finally {
    const next = queue.shift();
    if (next === undefined) gate().running -= 1;
    else next();
  }
}
