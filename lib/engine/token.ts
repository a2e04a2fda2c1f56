/**
 * A token names one visit of one execution. Whatever is to wake a node carries it, so that what comes late, twice or for
 * an execution before is recognised. To everybody else it is opaque text, without a colon; on the server nobody can guess it, as the
 * nonce has something random in it (`newSecret` of `MailboxTools`).
 * An execution of a release before has no nonce, and goes on with the tokens it has.
 */
export function visitToken(seq: number, nonce: string | undefined): string {
  return nonce === undefined ? `v${seq}` : `v${seq}.${nonce}`;
}

/** The number of the visit that a token names; NaN for what is none. */
export function visitOfToken(token: string): number {
  return Number(/^v(\d+)(?:\.|$)/.exec(token)?.[1]);
}

/** The nonce of the execution that a token is of; undefined for one of a release before there were any. */
export function executionNonce(token: string): string | undefined {
  return /^v\d+\.(.+)$/s.exec(token)?.[1];
}
