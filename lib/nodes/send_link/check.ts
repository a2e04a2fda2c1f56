import type { ConfigIssue } from "../../engine/define-node.ts";
import type { Context } from "../../engine/types.ts";
import { isBlank } from "../../whatsapp/outgoing/fit-text.ts";
import { LINK_LIMITS } from "../../whatsapp/outgoing/interactive-link.ts";
import { isWebAddress, MAX_WEB_ADDRESS } from "../../whatsapp/outgoing/web-address.ts";
import { checkBody, writtenLength } from "../written-length.ts";
import type { LinkConfig } from "./config.ts";

/** Codes of the issues that only this type has. */
export type SendLinkIssue =
  | "no_url"
  | "bad_url"
  | "url_over_limit"
  | "no_message"
  | "body_over_limit"
  | "header_over_limit"
  | "footer_over_limit"
  | "button_over_limit";

type Found = ConfigIssue & { code: SendLinkIssue };

const found = (severity: "error" | "warning", code: SendLinkIssue, field: keyof LinkConfig, message: string, params?: Context): Found[] => [
  { severity, code, field, message, ...(params && { params }) },
];

/** What an author should hear of. Lengths are those of the words that stand there in any case. */
export function checkLink(config: LinkConfig): Found[] {
  return [...checkUrl(config.url.trim()), ...checkMessage(config), ...checkLines(config)];
}

function checkUrl(url: string): Found[] {
  if (url === "") return found("error", "no_url", "url", "has no address to open");
  const length = writtenLength(url);
  if (length > MAX_WEB_ADDRESS) {
    const message = `has an address of ${length} characters: WhatsApp takes ${MAX_WEB_ADDRESS}`;
    return found("error", "url_over_limit", "url", message, { limit: MAX_WEB_ADDRESS, length });
  }
  // What a value brings is known only when it runs.
  const literal = url.split("{")[0] ?? "";
  const isOpen = literal !== url;
  const isGood = isOpen ? literal === "" || /^https?:\/\/\S*$/iu.test(literal) : isWebAddress(url);
  return isGood ? [] : found("error", "bad_url", "url", "has an address that no phone opens: it looks like https://example.com/page");
}

function checkMessage({ message }: LinkConfig): Found[] {
  if (isBlank(message)) return found("warning", "no_message", "message", "has no text above its button");
  return checkBody("body_over_limit", "message", message);
}

function checkLines(config: LinkConfig): Found[] {
  return (["header", "footer", "button"] as const).flatMap((field) => {
    const limit = LINK_LIMITS[field];
    const length = writtenLength(config[field]);
    if (length <= limit) return [];
    const message = `has a ${field} of ${length} characters: WhatsApp shows ${limit}, so it is shortened`;
    return found("warning", `${field}_over_limit`, field, message, { limit, length });
  });
}
