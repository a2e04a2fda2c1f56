import { Fragment, type ReactNode } from "react";
import { type Block, type Inline, parseInline, parseMarkup } from "./markup.ts";

/** WhatsApp's marks as they look on a phone. */
export function MarkedText({ text }: { text: string }) {
  const blocks = parseMarkup(text);
  return (
    <>
      {blocks.map((block, index) => (
        <Fragment key={index}>{renderBlock(block)}</Fragment>
      ))}
    </>
  );
}

/** The same within a line; `leaf` draws the plain words. */
export function InlineMarks({ text, leaf }: { text: string; leaf?: Leaf }) {
  return parseInline(text).map((item, index) => <Fragment key={index}>{renderInline(item, leaf)}</Fragment>);
}

type Leaf = (words: string) => ReactNode;

function renderBlock(block: Block): ReactNode {
  if (block.kind === "code") return <pre className="font-mono text-xs whitespace-pre-wrap">{block.text}</pre>;
  const words = block.children.map((item, index) => <Fragment key={index}>{renderInline(item)}</Fragment>);
  if (block.kind === "quote") return <p className="border-l-4 border-current/25 pl-2 opacity-80">{words}</p>;
  if (block.kind === "item") {
    return (
      <p className="flex gap-1.5 pl-1">
        <span aria-hidden="true" className="shrink-0">
          {block.bullet}
        </span>
        <span>{words}</span>
      </p>
    );
  }
  return <p className="min-h-[19px] whitespace-pre-wrap">{words}</p>;
}

function renderInline(item: Inline, leaf: Leaf = (words) => words): ReactNode {
  if (typeof item === "string") return leaf(item);
  if ("link" in item) return <span className="text-chat-read underline">{item.link}</span>;
  const words = item.children.map((child, index) => <Fragment key={index}>{renderInline(child, leaf)}</Fragment>);
  if (item.mark === "bold") return <strong className="font-semibold">{words}</strong>;
  if (item.mark === "italic") return <em>{words}</em>;
  if (item.mark === "strike") return <s>{words}</s>;
  return <code className="rounded bg-current/8 px-0.5 font-mono text-xs">{words}</code>;
}
