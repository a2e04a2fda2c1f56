import { Fragment, type ReactNode } from "react";
import { InlineMarks } from "#components/chat/marked-text.tsx";
import type { Locale } from "#lib/i18n/locale.ts";
import { splitText, type TextPart, valueShown } from "./text-parts.ts";

/** A text as its author broke it into lines, with WhatsApp's marks, and its values as chips with their names. */
export function CardText({ text, locale }: { text: string; locale: Locale }) {
  return splitText(text).map(({ words, values }, index) => (
    <Fragment key={index}>
      {index > 0 && "\n"}
      <InlineMarks text={words} leaf={(leaf) => withChips(leaf, values, locale)} />
    </Fragment>
  ));
}

function withChips(leaf: string, values: TextPart["values"], locale: Locale): ReactNode {
  return leaf.split(/([\uE000-\uF8FF])/u).map((part, index) => {
    const value = index % 2 === 1 ? values.get(part) : undefined;
    return value === undefined ? (
      <Fragment key={index}>{part}</Fragment>
    ) : (
      <span key={index} className="rounded bg-primary-soft px-1 text-primary-text">
        {valueShown(value, locale)}
      </span>
    );
  });
}
