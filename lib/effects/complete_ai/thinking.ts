/**
 * What a model wrote for itself, taken out of what it wrote for the reader. Models that run without their maker's own service leave their
 * thinking in the text, each family between marks of its own; a template that opens the thought for the model leaves only the closing
 * mark, and a limit on tokens only the opening one.
 */

/** Names of the tags, in `<…>`, `[…]`, `◁…▷` or `<|…|>`. */
const NAMES =
  "think|thinking|thought|thoughts|thought_process|reasoning|reflection|scratchpad|inner_monologue|internal_monologue|antthinking|seed:think";

interface Marks {
  open: RegExp;
  close: RegExp;
}

// A mark inside backticks is spoken of, not used.
const MARKS: readonly Marks[] = [
  { open: new RegExp(`(?<!\`)<(${NAMES})(\\s[^<>]*)?>`, "i"), close: new RegExp(`(?<!\`)</(${NAMES})\\s*>`, "i") },
  { open: /(?<!`)\[(think|thinking|reasoning)\]/i, close: /(?<!`)\[\/(think|thinking|reasoning)\]/i },
  { open: /◁think▷/, close: /◁\/think▷/ },
  {
    open: /<\|(begin_of_thought|start_of_thought|start_thinking|think|thinking)\|>/i,
    close: /<\|(end_of_thought|end_thinking|\/think|\/thinking)\|>/i,
  },
  { open: /<\|channel>\s*(thought|analysis)\b/, close: /<channel\|>/ },
  { open: /<unused94>/, close: /<unused95>/ },
];

/** What stands around the answer where the thought stands around nothing any more. */
const WRAPPED = /^<(answer|response|final|final_answer|solution|output)>\s*([\s\S]*?)\s*(?:<\/\1>|$)$/i;

/** Around the answer as well, but nobody writes them otherwise. */
const ANSWER_MARKS = /<\|(?:(?:begin|end)_of_solution|(?:start|end)_(?:response|text))\|>/gi;

/** Marks between turns, which a server's template should have kept to itself. */
const LEFTOVER = /(?:<\|(?:im_end|eot_id|end|return|endoftext|end_of_text|eom_id)\|>|<\/s>|<end_of_turn>|<｜end▁of▁sentence｜>|\s)+$/;

/** Headings of a model that has no marks at all (Granite). */
const HEADED = /^\s*here(?: is|'s|’s) my thought process:[\s\S]*?(?:\bhere(?: is|'s|’s) my response:|$)/i;

interface Cleaned {
  /** Trimmed; "" where nothing but a thought came. */
  text: string;
  /** Whether there was a thought. */
  thought: boolean;
}

export function withoutThinking(written: string): Cleaned {
  const spoken = ofChannels(written);
  let text = spoken ?? written;
  for (const marks of MARKS) text = withoutMarked(text, marks);
  text = text.replace(HEADED, "");
  const thought = text !== written;
  text = text.replace(ANSWER_MARKS, "").replace(LEFTOVER, "").trim();
  const wrapped = thought ? WRAPPED.exec(text) : null;
  return { text: wrapped?.[2]?.trim() ?? text, thought };
}

function withoutMarked(written: string, { open, close }: Marks): string {
  let text = written;
  for (;;) {
    const opening = open.exec(text);
    const closing = close.exec(text);
    if (opening === null && closing === null) return text;
    if (closing === null) return text.slice(0, opening?.index);
    const end = closing.index + closing[0].length;
    // Closed without having been opened: all before it was thought.
    text = opening !== null && opening.index < closing.index ? text.slice(0, opening.index) + text.slice(end) : text.slice(end);
  }
}

const CHANNEL = /<\|channel\|>\s*(\w+)[^<]*<\|message\|>/g;
/** The same of a server that drops the marks: the channels' names stand against the words. */
const BARE_CHANNELS = /^(?:analysis|commentary)(?=[\p{Lu}"“])[\s\S]*?(?:assistantfinal|$)/u;

/** The words of the channel `final`, of models that speak on several; null for those that do not. */
function ofChannels(written: string): string | null {
  if (!written.includes("<|channel|>")) {
    const start = written.trimStart();
    return BARE_CHANNELS.test(start) ? start.replace(BARE_CHANNELS, "") : null;
  }
  const parts = [...written.matchAll(CHANNEL)];
  return parts
    .map(({ 0: mark, 1: channel, index }, place) => {
      const words = written.slice(index + mark.length, parts[place + 1]?.index);
      return channel === "final" ? words.replace(/<\|(?:end|return|start|call)\|>[\s\S]*$/, "") : "";
    })
    .join("");
}
