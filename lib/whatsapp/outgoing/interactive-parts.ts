import { z } from "zod";
import type { Context, Json } from "../../engine/types.ts";
import type { Tap } from "./define-outgoing.ts";
import { FRAME_LIMITS, paragraphs, visible } from "./interactive-kind.ts";
import { isWebAddress } from "./web-address.ts";

/** What several kinds of interactive messages are made of. */

/** Meta's limits. Lengths are counted in UTF-16 units, which are never fewer than code points. */
export const INTERACTIVE_LIMITS = {
  ...FRAME_LIMITS,
  buttons: { most: 3, id: 256, title: 20 },
  list: { button: 20, most: 10, id: 200, title: 24, description: 72 },
  form: { button: 20 },
  carousel: { least: 2, most: 10, body: 160, lineBreaks: 2, replies: 3, button: 20 },
} as const;

/** Of a page that a phone opens, or of a file that Meta fetches. */
export const webAddress = z.string().refine(isWebAddress, { error: "is no http(s) address" });

export const frame = { header: visible(INTERACTIVE_LIMITS.header).nullable(), footer: visible(INTERACTIVE_LIMITS.footer).nullable() };

/** A picture in the place of the header's words. */
export const pictureHeader = z.strictObject({ type: z.literal("image"), link: webAddress });

type Header = string | z.infer<typeof pictureHeader> | null;

interface Framed {
  text: string;
  data: { header: Header; footer: string | null };
}

/** Header, body and footer as Meta takes them. */
export function toFrame({ text, data: { header, footer } }: Framed): Context {
  return {
    ...(header === null ? {} : { header: toHeader(header) }),
    body: { text },
    ...(footer === null ? {} : { footer: { text: footer } }),
  };
}

const toHeader = (header: NonNullable<Header>): Context =>
  typeof header === "string" ? { type: "text", text: header } : { type: header.type, [header.type]: { link: header.link } };

/** All that is read of it, with `inside` between body and footer. */
export function framedText({ text, data: { header, footer } }: Framed, inside: string): string {
  return paragraphs(typeof header === "string" ? header : (header?.link ?? null), text, inside, footer);
}

/** What Meta posts for a button or a row that was tapped. */
export function replyTap(kind: "button_reply" | "list_reply", reply: { id: string; title: string; description?: string | null }): Tap {
  const { id, title, description = null } = reply;
  const part: Json = { id, title, ...(description === null ? {} : { description }) };
  return { id, title, sends: { type: "interactive", interactive: { type: kind, [kind]: part } } };
}
