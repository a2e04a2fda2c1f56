/** To which addresses a channel's token may go with a request for a file. */

const META_HOSTS = [".fbsbx.com", ".fbcdn.net", ".whatsapp.net"];

/**
 * Meta's own hosts by https, and whatever the settings name as the Graph API (the emulated Meta, a gateway): the very origin of it.
 * The address itself comes out of an answer of Meta's; null for any other.
 */
export function metaAddress(given: unknown, graphBase: string): URL | null {
  if (typeof given !== "string" || !URL.canParse(given)) return null;
  const url = new URL(given);
  if (url.username !== "" || url.password !== "") return null;
  if (url.origin === new URL(graphBase).origin) return url;
  const host = url.hostname.toLowerCase();
  const isMetas = host === "graph.facebook.com" || META_HOSTS.some((suffix) => host.endsWith(suffix));
  return url.protocol === "https:" && url.port === "" && isMetas ? url : null;
}
