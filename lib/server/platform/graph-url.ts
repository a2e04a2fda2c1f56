import { env } from "./env.ts";

/** A Graph call without a response by then counts as unknown. Meta's own advice is to expect seconds, not minutes. */
export const GRAPH_TIMEOUT_MS = 10_000;

/**
 * An address of the Graph API. Graph's host alone has no version; ours is the one we were tested with. Any other base is taken as it
 * stands.
 */
export function graphUrl(path: string, at: string = env().WORKFLOW_WHATSAPP_API_BASE_URL): string {
  const base = at.replace(/\/+$/, "");
  return `${base === "https://graph.facebook.com" ? `${base}/v25.0` : base}/${path}`;
}

/** A response's body as JSON; the text itself where it is none. */
export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
