import { Fragment, type ReactNode } from "react";
import type { FlowNode } from "#lib/engine/types.ts";
import type { Locale } from "#lib/i18n/locale.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { InlineMarks } from "#components/chat/marked-text.tsx";

/** The sentence on a node's card, in the author's language. */
export function cardSentence(node: FlowNode, locale: Locale): string {
  const type = nodeTypes.get(node.node_type);
  const words = nodeMessages(node.node_type, locale);
  if (words.summary) return words.summary(node.config);
  const parsed = type?.config.safeParse(node.config);
  return type && parsed?.success ? type.summary(parsed.data) : "";
}

const VALUE = /(\{\{[^}]*\}\}|\{[\p{L}_][\p{L}\p{N}_.]*\})/u;

/** A text with WhatsApp's marks, and its values as chips. */
export function CardText({ text }: { text: string }) {
  return <InlineMarks text={text.trim().replaceAll(/\s*\n\s*/g, " ")} leaf={chips} />;
}

function chips(text: string): ReactNode {
  return text.split(VALUE).map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} className="rounded bg-primary-soft px-1 text-primary-text">
        {part.replaceAll(/^\{\{?[-\s]*|[-\s]*\}\}?$/g, "")}
      </span>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
