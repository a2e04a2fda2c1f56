import type { ConfigIssue } from "../engine/define-node.ts";
import { oneLine } from "../whatsapp/outgoing/fit-text.ts";
import { INTERACTIVE_LIMITS } from "../whatsapp/outgoing/interactive-parts.ts";

/** UTF-16 units of a template that stand there in any case; 0 where `{% %}` decides what stands there. */
export function writtenLength(template: string): number {
  if (template.includes("{%")) return 0;
  return oneLine(template.replace(/\{\{[\s\S]*?\}\}|\{[^{}]*\}/gu, "")).length;
}

/** A text that WhatsApp does not take in one message with something to tap: the beginning goes ahead, and each message costs. */
export function checkBody<Code extends string>(code: Code, field: string, text: string): (ConfigIssue & { code: Code })[] {
  const limit = INTERACTIVE_LIMITS.body;
  const length = writtenLength(text);
  if (length <= limit) return [];
  const message = `has a text of ${length} characters: beside a button WhatsApp takes ${limit}, so the rest goes ahead as a message of its own`;
  return [{ severity: "warning", code, field, message, params: { limit, length } }];
}

export type FrameIssue = "header_over_limit" | "footer_over_limit" | "button_over_limit";

/** Lines around a message that are longer than WhatsApp shows. */
export function checkFrame(
  { header, footer, button }: { header: string; footer: string; button: string },
  buttonLimit: number,
): (ConfigIssue & { code: FrameIssue })[] {
  const lines = [
    ["header", header, INTERACTIVE_LIMITS.header],
    ["footer", footer, INTERACTIVE_LIMITS.footer],
    ["button", button, buttonLimit],
  ] as const;
  return lines.flatMap(([field, text, limit]) => {
    const length = writtenLength(text);
    if (length <= limit) return [];
    const message = `has a ${field} of ${length} characters: WhatsApp shows ${limit}, so it is shortened`;
    return [{ severity: "warning" as const, code: `${field}_over_limit` as const, field, message, params: { limit, length } }];
  });
}
