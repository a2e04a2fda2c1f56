/** What flows call a secret by: `{{ secret.name }}`. */
export const SECRET_NAME = /^[a-z][a-z0-9_]{0,63}$/;
/** Longer than any token or key in use, and short enough for a header. */
export const LONGEST_SECRET = 8_192;
/** What would end a header's line. */
export const LINE_BREAK = /[\r\n\0]/;
export const MOST_HOSTS = 50;
