/** WhatsApp's marks within a message, as a tree: what the phone would show. */
type Mark = "bold" | "italic" | "strike" | "mono";
export type Inline = string | { mark: Mark; children: Inline[] } | { link: string };
export type Block =
  | { kind: "text"; children: Inline[] }
  | { kind: "quote"; children: Inline[] }
  | { kind: "item"; bullet: string; children: Inline[] }
  | { kind: "code"; text: string };

const MARKS: Record<string, Mark> = { "*": "bold", _: "italic", "~": "strike" };
const WORD = /[\p{L}\p{N}]/u;
const LINK = /^https?:\/\/[^\s<>"']+/;

/** Reads a message as WhatsApp does: `*bold*`, `_italic_`, `~strike~`, `` `mono` ``, fenced mono, `> quote`, lists, links. */
export function parseMarkup(text: string): Block[] {
  return text.split("```").flatMap((part, index, parts): Block[] => {
    const isFenced = index % 2 === 1;
    if (isFenced && index < parts.length - 1) return [{ kind: "code", text: part.replace(/^\n|\n$/g, "") }];
    const shown = isFenced ? `\`\`\`${part}` : part;
    const inner = index > 0 && !isFenced ? shown.replace(/^\n/, "") : shown;
    return inner === ""
      ? []
      : inner
          .replace(index < parts.length - 1 ? /\n$/ : /$^/, "")
          .split("\n")
          .map(parseLine);
  });
}

function parseLine(line: string): Block {
  const quote = /^> ?(.*)$/s.exec(line);
  if (quote) return { kind: "quote", children: parseInline(quote[1] ?? "") };
  const bullet = /^[*-] (.+)$/s.exec(line);
  if (bullet) return { kind: "item", bullet: "•", children: parseInline(bullet[1] ?? "") };
  const numbered = /^(\d{1,2}\.) (.+)$/s.exec(line);
  if (numbered) return { kind: "item", bullet: numbered[1] ?? "", children: parseInline(numbered[2] ?? "") };
  return { kind: "text", children: parseInline(line) };
}

/** Marks may be nested, stand at the edges of words, and never reach over a line. */
export function parseInline(text: string): Inline[] {
  const found: Inline[] = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") found.push(plain);
    plain = "";
  };
  for (let at = 0; at < text.length;) {
    const link = WORD.test(text[at - 1] ?? "") ? null : LINK.exec(text.slice(at));
    const span = link ? null : spanAt(text, at);
    if (link) {
      const address = link[0].replace(/[.,;:!?)*_~]+$/, "");
      flush();
      found.push({ link: address });
      at += address.length;
    } else if (span) {
      flush();
      found.push({ mark: span.mark, children: span.mark === "mono" ? [span.inner] : parseInline(span.inner) });
      at = span.end;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  flush();
  return found;
}

function spanAt(text: string, at: number): { mark: Mark; inner: string; end: number } | null {
  const sign = text[at] ?? "";
  const mark = sign === "`" ? "mono" : MARKS[sign];
  if (mark === undefined || WORD.test(text[at - 1] ?? "") || /\s|^$/.test(text[at + 1] ?? "")) return null;
  for (let end = text.indexOf(sign, at + 2); end >= 0; end = text.indexOf(sign, end + 1)) {
    const closes = !/\s/.test(text[end - 1] ?? "") && !WORD.test(text[end + 1] ?? "");
    if (closes) return { mark, inner: text.slice(at + 1, end), end: end + 1 };
  }
  return null;
}
