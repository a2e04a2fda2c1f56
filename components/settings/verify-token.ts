/** A verify token that nobody guesses: 32 random digits and letters. */
export function newVerifyToken(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
