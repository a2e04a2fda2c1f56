/** What the client itself says about a connection, and what only a proxy may say about who asks. */
const FORBIDDEN_NAME =
  /^(host|content-length|transfer-encoding|connection|keep-alive|upgrade|te|trailer|expect|forwarded|proxy-.*|x-forwarded-.*)$/i;
const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/;

/** Why a call may not set a header of this name: it is no name, or the connection's own; null where it may. */
export function headerNameProblem(name: string): "malformed" | "forbidden" | null {
  if (!HEADER_NAME.test(name)) return "malformed";
  return FORBIDDEN_NAME.test(name) ? "forbidden" : null;
}
