import type { ParsedExpression, Step } from "../expression/nodes.ts";
import { parseExpression } from "../expression/parser.ts";
import { type Problem, problem } from "../problem/problem.ts";
import { LimitError } from "../values/budget.ts";
import * as heads from "./heads.ts";
import type { Body, Branch, TextNode } from "./nodes.ts";
import { piecesOf } from "./placeholders.ts";
import { notUnderstood, type Part, PlacedError, placed, readParts } from "./reader.ts";

const MAX_DEPTH = 20;

type Tag = Extract<Part, { kind: "tag" }>;

/** Tags that begin something which ends with `end` and their name, and what may part it. */
const BLOCKS: Record<string, readonly string[]> = {
  if: ["elif", "elsif", "else"],
  unless: ["elif", "elsif", "else"],
  case: ["when", "else"],
  for: ["else"],
  set: [],
  capture: [],
  with: [],
  filter: [],
};
const SINGLE = ["set", "assign", "cycle", "increment", "decrement", "break", "continue"];
export const TAG_NAMES: readonly string[] = [...new Set([...Object.keys(BLOCKS), ...SINGLE, "raw", "comment"])].sort();
const PARTS_OF_TAGS = /^(?:end\w+|else|elif|elsif|when)$/;

const ADVICE: Record<string, Problem> = {
  macro: problem("advice_no_macro"),
  call: problem("advice_no_macro"),
  include: problem("advice_one_text"),
  import: problem("advice_one_text"),
  from: problem("advice_one_text"),
  extends: problem("advice_one_text"),
  block: problem("advice_one_text"),
  render: problem("advice_one_text"),
  layout: problem("advice_one_text"),
  trans: problem("advice_no_trans"),
  do: problem("advice_no_do"),
  autoescape: problem("advice_no_autoescape"),
};

/** Reads a text into its nodes. Throws a `PlacedError`. */
export function parseText(text: string): Body {
  return new TextParser(readParts(text)).parse();
}

class TextParser {
  readonly #parts: readonly Part[];
  #next = 0;
  #depth = 0;
  #loops = 0;

  constructor(parts: readonly Part[]) {
    this.#parts = parts;
  }

  parse(): Body {
    const { body, ended } = this.#body([]);
    if (ended) throw new PlacedError(new LimitError("syntax", problem("tag_alone", { tag: ended.name })), ended.start);
    return body;
  }

  /** Up to one of these tags, or the end of the text. */
  #body(until: readonly string[]): { body: TextNode[]; ended: Tag | null } {
    const body: TextNode[] = [];
    while (this.#next < this.#parts.length) {
      const part = this.#parts[this.#next++] as Part;
      if (part.kind === "tag" && until.includes(part.name)) return { body, ended: part };
      body.push(placed(part.start, () => this.#node(part)));
    }
    return { body, ended: null };
  }

  #node(part: Part): TextNode {
    const { start } = part;
    if (part.kind === "words") return { type: "words", pieces: part.isRaw ? [part.text] : piecesOf(part.text), start };
    if (part.kind === "output") return output(part.source, start);
    if (++this.#depth > MAX_DEPTH) throw new LimitError("too_deep", problem("tags_too_deep", { most: MAX_DEPTH }));
    const node = this.#tag(part);
    this.#depth--;
    return node;
  }

  #tag(tag: Tag): TextNode {
    const { name, source, start } = tag;
    switch (name) {
      case "if":
      case "unless":
        return this.#if(tag);
      case "case":
        return this.#case(tag);
      case "for":
        return this.#for(tag);
      case "set":
        return this.#set(tag);
      case "assign": {
        const { name: target, value } = heads.parseAssign(source);
        return { type: "set", targets: [{ name: target, key: null }], value, isLocal: false, start };
      }
      case "capture":
        return {
          type: "capture",
          target: { name: heads.parseName(source), key: null },
          steps: [],
          reads: null,
          body: this.#whole(tag),
          isLocal: false,
          start,
        };
      case "with":
        return { type: "with", bindings: heads.parseBindings(source), body: this.#whole(tag), start };
      case "filter": {
        const { steps, reads } = stepsOf(source);
        return { type: "filter", steps, reads, body: this.#whole(tag), start };
      }
      case "cycle":
        return { type: "cycle", ...heads.parseCycle(source), start };
      case "increment":
      case "decrement":
        return { type: "count", name: heads.parseName(source), by: name === "increment" ? 1 : -1, start };
      case "break":
      case "continue":
        if (this.#loops === 0) throw new LimitError("syntax", problem("tag_alone", { tag: name }));
        if (source.trim() !== "") throw notUnderstood(problem("tag_malformed", { near: source.trim().slice(0, 40) }));
        return { type: name, start };
      default:
        throw unknownTag(name);
    }
  }

  /** The body of a tag that nothing parts. */
  #whole(tag: Tag): Body {
    const { body, ended } = this.#body([`end${tag.name}`]);
    if (ended === null) throw notUnderstood(problem("block_open", { near: `{% ${tag.name}${tag.source.slice(0, 20)} %}` }));
    return body;
  }

  /** The bodies of a tag, each with the tag that it begins with. */
  #parted(tag: Tag): { tag: Tag; body: Body }[] {
    const end = `end${tag.name}`;
    const bodies: { tag: Tag; body: Body }[] = [];
    for (let begun = tag; ;) {
      const { body, ended } = this.#body([...(BLOCKS[tag.name] ?? []), end]);
      bodies.push({ tag: begun, body });
      if (ended === null) throw notUnderstood(problem("block_open", { near: `{% ${tag.name}${tag.source.slice(0, 20)} %}` }));
      if (ended.name === end) return bodies;
      if (begun.name === "else" && begun !== tag)
        throw new PlacedError(notUnderstood(problem(ended.name === "else" ? "else_twice" : "elif_after_else")), ended.start);
      begun = ended;
    }
  }

  #if(tag: Tag): TextNode {
    const parts = this.#parted(tag);
    const last = parts.at(-1);
    const otherwise = last !== undefined && last.tag.name === "else" ? last.body : [];
    const branches: Branch[] = parts
      .filter(({ tag: each }) => each.name !== "else")
      .map(({ tag: each, body }) => ({
        test: placed(each.start, () => parseExpression(each.source)),
        isNegated: each.name === "unless",
        body,
      }));
    return { type: "if", branches, otherwise, start: tag.start };
  }

  #case(tag: Tag): TextNode {
    const subject = parseExpression(tag.source);
    const [, ...parts] = this.#parted(tag);
    return {
      type: "case",
      subject,
      branches: parts
        .filter(({ tag: each }) => each.name === "when")
        .map(({ tag: each, body }) => ({ values: placed(each.start, () => heads.parseChoices(each.source)), body })),
      otherwise: parts.find(({ tag: each }) => each.name === "else")?.body ?? [],
      start: tag.start,
    };
  }

  #for(tag: Tag): TextNode {
    const head = heads.parseLoop(tag.source);
    this.#loops++;
    const [first, second] = this.#parted(tag);
    this.#loops--;
    return { type: "for", ...head, body: first?.body ?? [], otherwise: second?.body ?? [], start: tag.start };
  }

  #set(tag: Tag): TextNode {
    const { source, start } = tag;
    const head = heads.parseSet(source);
    if ("targets" in head) return { type: "set", targets: head.targets, value: heads.parseTuple(head.value), isLocal: true, start };
    const { steps, reads } = head.filters === null ? { steps: [], reads: null } : stepsOf(head.filters);
    return { type: "capture", target: head.target, steps, reads, body: this.#whole(tag), isLocal: true, start };
  }
}

function unknownTag(name: string): LimitError {
  const advice = Object.hasOwn(ADVICE, name) ? ADVICE[name] : undefined;
  if (advice) return new LimitError("not_allowed", problem("tag_refused", { tag: name, advice }));
  if (PARTS_OF_TAGS.test(name)) return new LimitError("syntax", problem("tag_alone", { tag: name }));
  return new LimitError("not_allowed", problem("tag_unknown", { tag: name, known: TAG_NAMES.join(", ") }));
}

function output(source: string, start: number): TextNode {
  if (source.trim() === "") throw new LimitError("syntax", problem("output_empty"));
  const expression = parseExpression(source);
  return { type: "output", expression, isUrlEncoded: isUrlEncoded(expression), start };
}

/** Whether the author has encoded what this writes. */
function isUrlEncoded({ root }: ParsedExpression): boolean {
  const last = root.type === "chain" ? root.steps.at(-1) : undefined;
  return last?.kind === "filter" && (last.name === "url_encode" || last.name === "urlencode");
}

/** Filters alone, as `{% filter upper|trim %}` has them. */
function stepsOf(filters: string): { steps: readonly Step[]; reads: ParsedExpression } {
  const reads = parseExpression(`"" | ${filters}`);
  const { root } = reads;
  if (root.type !== "chain" || !root.steps.every(({ kind }) => kind === "filter"))
    throw notUnderstood(problem("tag_malformed", { near: filters.trim().slice(0, 40) }));
  return { steps: root.steps, reads };
}
