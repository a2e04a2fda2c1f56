/** What an access token can look like: it travels in a header, so without spaces and in plain ASCII. */
export const ACCESS_TOKEN = /^[\x21-\x7e]{1,4096}$/;
