const SECRET_NAME =
  /^(proxy-)?authorization$|(^|[-_.])(cookies?|passwords?|secrets?|credentials?|tokens?)$|api[-_]?key|access[-_]?key|private[-_]?key|access[-_]?token|client[-_]?secret|apikey/i;
/** Counts, not credentials. */
const HARMLESS_NAME = /(max|min|prompt|completion|total|input|output|cached|reasoning|audio|prediction)[-_]?tokens?$/i;
const SECRET_VALUE = /\b(Bearer|Basic)\s+[\w.~+/=-]{8,}|\b(sk|pk|rk)-[\w-]{16,}|\bEAA[A-Za-z0-9]{20,}/g;

/** Stands for a secret in what a flow asked: it names one, and holds none. */
const MARK = /^\[secret [a-z0-9_ ]+\]$/;

export const REDACTED = "••••••";

/** The same JSON with everything that looks like a credential replaced: by the name of its key, or by its own look. */
export function redactSecrets(value: unknown): unknown {
  if (typeof value === "string") return value.replace(SECRET_VALUE, REDACTED);
  if (Array.isArray(value)) return value.map(redactSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, isSecret(key, inner) ? REDACTED : redactSecrets(inner)]));
}

function isSecret(key: string, value: unknown): boolean {
  if (typeof value === "string" && MARK.test(value)) return false;
  return value !== null && typeof value !== "boolean" && SECRET_NAME.test(key) && !HARMLESS_NAME.test(key);
}
