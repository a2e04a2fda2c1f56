import { noteRefusal } from "./outcomes.ts";

/** Where Meta's webhook belongs. */
const ADDRESS = "/webhook/whatsapp";

/** What only Meta sends along: its signature, or the question with which it checks an address. */
export const isMetas = (headers: Headers, query: URLSearchParams): boolean =>
  headers.has("x-hub-signature-256") || (query.has("hub.mode") && query.has("hub.verify_token"));

/** The response to a request of Meta's at any other address, which is told of: Meta's form says no more than "failed". */
export function refuseMisdirected(): Response {
  noteRefusal("wrong_address");
  return new Response(`Meta's webhook belongs at ${ADDRESS}, and nowhere else here.`, {
    status: 404,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}
