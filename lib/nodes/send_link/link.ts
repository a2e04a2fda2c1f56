import { inField, renderField } from "../../engine/render-field.ts";
import { newEnvironment, renderUrl } from "../../engine/template.ts";
import type { Context, FlowLocale, OutgoingMessage } from "../../engine/types.ts";
import { fitLine, withBody } from "../../whatsapp/outgoing/fit-body.ts";
import { LINK_LIMITS } from "../../whatsapp/outgoing/interactive-link.ts";
import { isWebAddress } from "../../whatsapp/outgoing/web-address.ts";
import type { LinkConfig } from "./config.ts";

/** What the button says where its author wrote nothing. */
const buttonIn = (language: string | undefined): string => (language === "en" ? "Open" : "Abrir");

/** The texts with their values in, and the address. */
export type Link = Record<keyof LinkConfig, string>;

/** Each value in the address is one component of it, whatever is in it. Throws `FieldError`. */
export function fillLink({ url, ...texts }: LinkConfig, context: Context, locale?: FlowLocale): Link {
  const fill = (field: keyof typeof texts) => renderField(field, texts[field], context, locale);
  return {
    message: fill("message"),
    header: fill("header"),
    footer: fill("footer"),
    button: fill("button"),
    url: inField("url", () => renderUrl(url.trim(), context, { environment: newEnvironment(locale) })),
  };
}

/** What leaves, in order; the last has the button. Null for an address that no phone opens. */
export function linkMessages({ message, header, footer, button, url }: Link, language?: string): OutgoingMessage[] | null {
  if (!isWebAddress(url)) return null;
  const word = fitLine(button, LINK_LIMITS.button) ?? buttonIn(language);
  const top = fitLine(header, LINK_LIMITS.header);
  const data = { kind: "link", header: top, footer: fitLine(footer, LINK_LIMITS.footer), button: word, url };
  // Meta wants a body; what stands in for a blank one is not said twice.
  const messages = withBody(message, data, top ?? word);
  const last = messages.at(-1);
  return last?.text === top ? messages.with(-1, { ...last, data: { ...data, header: null } }) : messages;
}
