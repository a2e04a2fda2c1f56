import { expect, test } from "vitest";
import { type Block, type Inline, parseMarkup } from "./markup.ts";

const show = (item: Inline): string =>
  typeof item === "string"
    ? item
    : "link" in item
      ? `<a>${item.link}</a>`
      : `<${item.mark}>${item.children.map(show).join("")}</${item.mark}>`;
const showBlock = (block: Block): string => {
  if (block.kind === "code") return `<pre>${block.text}</pre>`;
  const words = block.children.map(show).join("");
  return block.kind === "text" ? words : block.kind === "quote" ? `<q>${words}</q>` : `<li ${block.bullet}>${words}</li>`;
};
const shown = (text: string) => parseMarkup(text).map(showBlock).join("\n");

test.each([
  ["*bold* _italic_ ~strike~ `mono`", "<bold>bold</bold> <italic>italic</italic> <strike>strike</strike> <mono>mono</mono>"],
  ["*bold _and italic_*", "<bold>bold <italic>and italic</italic></bold>"],
  ["Olá, *Ana*!", "Olá, <bold>Ana</bold>!"],
  ["2*3*4 snake_case_name", "2*3*4 snake_case_name"],
  ["* not bold * and *open", "<li •>not bold * and *open</li>"],
  ["a * b * c", "a * b * c"],
  ["*over\nlines*", "*over\nlines*"],
  ["**", "**"],
  ["*ação*", "<bold>ação</bold>"],
  ["`*raw*`", "<mono>*raw*</mono>"],
  ["> said\n- one\n2. two", "<q>said</q>\n<li •>one</li>\n<li 2.>two</li>"],
  ["see https://x.io/a_b_c. ok", "see <a>https://x.io/a_b_c</a>. ok"],
  ["*https://x.io*", "<bold><a>https://x.io</a></bold>"],
  ["a\n```\nlet *x*\n```\nb", "a\n<pre>let *x*</pre>\nb"],
  ["never ```closed", "never \n```closed"],
  ["", ""],
  ["one\n\ntwo", "one\n\ntwo"],
])("%j", (text, expected) => {
  expect(shown(text)).toBe(expected);
});

test("a long text of marks is read in a moment", () => {
  expect(parseMarkup("*a ".repeat(1300)).length).toBe(1);
});
