import { z } from "zod";
import { defineKind, FRAME_LIMITS, paragraphs, visible } from "./interactive-kind.ts";
import { isWebAddress } from "./web-address.ts";

/** A text with a button that opens an address. Whether anybody taps it Meta does not tell. */

export const LINK_LIMITS = { ...FRAME_LIMITS, button: 20 } as const;

const linkData = z.strictObject({
  kind: z.literal("link"),
  header: visible(LINK_LIMITS.header).nullable(),
  footer: visible(LINK_LIMITS.footer).nullable(),
  /** The word on the button. */
  button: visible(LINK_LIMITS.button),
  url: z.string().refine(isWebAddress, { error: "is no http(s) address" }),
});

export const link = defineKind({
  data: linkData,
  toGraphPart: ({ text, data: { header, footer, button, url } }) => ({
    type: "cta_url",
    ...(header !== null && { header: { type: "text", text: header } }),
    body: { text },
    ...(footer !== null && { footer: { text: footer } }),
    action: { name: "cta_url", parameters: { display_text: button, url } },
  }),
  toPlainText: ({ text, data: { header, footer, button, url } }) => paragraphs(header, text, `${button}: ${url}`, footer),
  taps: () => [],
});
