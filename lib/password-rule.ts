/** NIST SP 800-63B: length is what counts; no rules about kinds of characters. */
export const MIN_PASSWORD_LENGTH = 10;
