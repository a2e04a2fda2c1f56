import { WEBHOOK_ADDRESS } from "#lib/api/webhook-address.ts";
import { noteRefusal } from "./outcomes.ts";

/** What only Meta sends along: its signature, or the question with which it checks an address. */
export const isMetas = (headers: Headers, query: URLSearchParams): boolean =>
  headers.has("x-hub-signature-256") || (query.has("hub.mode") && query.has("hub.verify_token"));

/** The response to a request of Meta's at any other address, which is logged: Meta's form says no more than "failed". */
export function refuseMisdirected(): Response {
  noteRefusal("wrong_address");
  return new Response(
    `Meta's webhook belongs at ${WEBHOOK_ADDRESS}, with the id of its app behind it where that is set up here, and nowhere else.`,
    {
      status: 404,
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    },
  );
}
