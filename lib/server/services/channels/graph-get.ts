import { request } from "undici";
import type { GraphResponse, NetworkError } from "#lib/whatsapp/graph/errors.ts";
import { GRAPH_TIMEOUT_MS, graphUrl, jsonOrText } from "../../platform/graph-url.ts";

/** More than Graph's pages and errors have. */
const MAX_ANSWER = 256 * 1024;

/** The response of a GET to the Graph API, its token redacted, or why none came. `at`: another base than Meta's. */
export async function graphGet(path: string, token: string, at?: string): Promise<GraphResponse | { failed: NetworkError }> {
  try {
    const answer = await request(graphUrl(path, at), {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(GRAPH_TIMEOUT_MS),
    });
    const text = (await answer.body.text()).slice(0, MAX_ANSWER);
    // An error may quote what it complains about; of an app's token (`<id>|<secret>`) the secret alone.
    const secret = token.slice(token.indexOf("|") + 1);
    return { status: answer.statusCode, body: jsonOrText(text.replaceAll(secret, "[hidden]")) };
  } catch (error) {
    const { code, name } = error as { code?: string; name?: string };
    const failed = { ...(code === undefined ? {} : { code: String(code) }), ...(name === undefined ? {} : { name }) };
    return { failed: { ...failed, phase: "after_write" } };
  }
}
