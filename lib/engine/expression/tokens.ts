import { type Problem, problem } from "../problem/problem.ts";
import { LimitError } from "../values/budget.ts";
import { NAME_PATTERN } from "../values/names.ts";

export interface Token {
  /** The reader returns `end` past the last token. */
  kind: "number" | "text" | "name" | "symbol" | "end";
  /** The name or symbol, the unescaped content of a text, the digits of a number. */
  value: string;
  /** Where it begins in the expression, from 0. */
  start: number;
}

const SPACE = /\s+/y;
/** Not the first point of a range such as 1..5. */
const NUMBER = /(?:\d+(?:_\d+)*(?:\.(?!\.)\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = new RegExp(NAME_PATTERN, "uy");
const SYMBOL = /===|!==|==|!=|<=|>=|&&|\|\||\*\*|\/\/|\.\.|\?\.(?!\d)|[<>+\-*/%~!?:()[\]{},.|=]/y;
const REFUSED = /=>|<<|>>|\?\?|:=|\+\+|[-+*/%&|^]=|[&^;@#`\\“”‘’«»]/y;

const ADVICE = new Map<string, Problem>([
  ["&", problem("advice_and")],
  ["??", problem("advice_otherwise")],
  ["`", problem("advice_straight")],
  [";", problem("advice_single")],
]);
const USUAL_ADVICE = problem("advice_operators");
const QUOTES = "“”‘’«»";

const ESCAPES: { [letter: string]: string } = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", 0: "\0", "\n": "" };
const STANDS_FOR_ITSELF = "'\"\\/`";
const CODE_ESCAPE = /x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|U([0-9a-fA-F]{8})/y;

/** "at character 5" with what stands there, for problems. */
export function where(source: string, index: number): Problem {
  const rest = source.slice(index).trimStart();
  if (rest === "") return problem("at_end");
  return problem("at_character", { character: source.length - rest.length + 1, near: rest.length > 20 ? `${rest.slice(0, 20)}…` : rest });
}

/** Cuts an expression into tokens. Throws a `LimitError` for characters that expressions do not know. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let index = 0;

  const read = (pattern: RegExp): string | null => {
    pattern.lastIndex = index;
    return pattern.exec(source)?.[0] ?? null;
  };
  const add = (kind: Token["kind"], value: string, end: number) => {
    tokens.push({ kind, value, start: index });
    index = end;
  };

  for (;;) {
    index += read(SPACE)?.length ?? 0;
    if (index >= source.length) break;
    const quote = source[index];
    if (quote === "'" || quote === '"') {
      const text = readText(source, index);
      add("text", text.value, text.end);
      continue;
    }
    const number = read(NUMBER);
    if (number !== null) {
      add("number", number, index + number.length);
      if (read(NAME) !== null) {
        throw new LimitError("syntax", problem("name_begins_with_number", { where: where(source, index - number.length) }));
      }
      continue;
    }
    const name = read(NAME);
    if (name !== null) {
      add("name", name, index + name.length);
      continue;
    }
    const refused = read(REFUSED);
    const symbol = read(SYMBOL);
    if (symbol === null || (refused !== null && refused.length > symbol.length)) throw refusal(source, index, refused);
    add("symbol", symbol, index + symbol.length);
  }
  return tokens;
}

/** Python's sets, `{"a", "b"}`, in the brackets of lists. Whatever is not closed as it was opened stays. */
export function setsAsLists(tokens: readonly Token[]): readonly Token[] {
  if (!tokens.some((token, index) => isSetAt(tokens, index, token))) return tokens;
  const result = [...tokens];
  const opened: number[] = [];
  tokens.forEach((token, index) => {
    if (token.kind !== "symbol") return;
    if (token.value === "(" || token.value === "[" || token.value === "{") opened.push(index);
    if (token.value !== ")" && token.value !== "]" && token.value !== "}") return;
    const from = opened.pop();
    const opening = from === undefined ? undefined : tokens[from];
    if (from === undefined || opening === undefined || token.value !== "}" || !isSetAt(tokens, from, opening)) return;
    result[from] = { ...opening, value: "[" };
    result[index] = { ...token, value: "]" };
  });
  return result;
}

function isSetAt(tokens: readonly Token[], index: number, { kind, value }: Token): boolean {
  const [first, next] = [tokens[index + 1], tokens[index + 2]];
  const isOpening = kind === "symbol" && value === "{" && next?.kind === "symbol";
  return isOpening && (first?.kind === "text" || first?.kind === "number") && (next.value === "," || next.value === "}");
}

function refusal(source: string, index: number, refused: string | null): LimitError {
  const here = { where: where(source, index) };
  if (refused === null) return new LimitError("syntax", problem("character_unknown", here));
  if (QUOTES.includes(refused)) return new LimitError("syntax", problem("quotes_not_straight", here));
  return new LimitError(
    "not_allowed",
    problem("symbol_refused", { ...here, symbol: refused, advice: ADVICE.get(refused) ?? USUAL_ADVICE }),
  );
}

function readText(source: string, start: number): { value: string; end: number } {
  const quote = source[start] ?? "";
  let value = "";
  let index = start + 1;
  while (index < source.length) {
    const character = source[index] ?? "";
    if (character === quote) return { value, end: index + 1 };
    if (character !== "\\") {
      value += character;
      index++;
      continue;
    }
    CODE_ESCAPE.lastIndex = index + 1;
    const code = CODE_ESCAPE.exec(source);
    if (code) {
      const point = Number.parseInt(code[1] ?? code[2] ?? code[3] ?? code[4] ?? "", 16);
      if (point > 0x10ffff) throw new LimitError("syntax", problem("character_not_there", { where: where(source, index) }));
      value += String.fromCodePoint(point);
      index += 1 + code[0].length;
    } else {
      const escaped = source[index + 1] ?? "";
      if (escaped !== "" && "xuU".includes(escaped))
        throw new LimitError("syntax", problem("character_not_there", { where: where(source, index) }));
      // As in Python a backslash before anything else stays: a pattern such as "\\d+" is written with one.
      value += ESCAPES[escaped] ?? (STANDS_FOR_ITSELF.includes(escaped) ? escaped : `\\${escaped}`);
      index += 2;
    }
  }
  throw new LimitError("syntax", problem("quote_missing", { where: where(source, start), quote }));
}
