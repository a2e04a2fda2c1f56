import { type PropertyAccessToken, type Template, type Token, toValueSync, TypeGuards, Value } from "liquidjs/dist/liquid.browser.mjs";
import { pathText } from "../values/path-text.ts";
import { Interpolated, type Keys } from "./placeholders.ts";
import { secretRead } from "./secrets.ts";

interface Reads {
  /** The ways into the context, such as "user.name". */
  paths: string[];
  /** The secrets that it writes out, by name. */
  secrets: string[];
}

/**
 * What these templates read, each once and in order. Ours, because Liquid's own analysis works out the line and column of each name
 * and compares each with all others: a text of 60 KB took it ten seconds.
 * @throws LimitError where a secret is read in another way than written out
 */
export function readsOf(templates: readonly Template[]): Reads {
  const reading = new Reading();
  for (const template of templates) reading.visit(template);
  return { paths: [...reading.paths], secrets: [...reading.secrets] };
}

class Reading {
  readonly paths = new Set<string>();
  readonly secrets = new Set<string>();
  /** What the text sets itself: by `assign` and `capture` from there on, by a loop within it. */
  readonly #own: Set<string>[] = [new Set()];

  visit(template: Template): void {
    if (template instanceof Interpolated) {
      for (const piece of template.pieces) if (typeof piece !== "string") this.#note(piece, { isWritten: true });
      return;
    }
    for (const argument of template.arguments?.() ?? []) {
      if (argument instanceof Value) this.#value(argument);
      else this.#token(argument);
    }
    for (const { content } of template.localScope?.() ?? []) this.#own[0]?.add(String(content));
    if (template.children === undefined) return;
    this.#own.push(new Set(template.blockScope?.() ?? []));
    for (const child of toValueSync(template.children())) this.visit(child);
    this.#own.pop();
  }

  #value({ initial, filters }: Value): void {
    for (const token of initial.postfix) this.#token(token);
    for (const argument of filters.flatMap(({ args }) => args)) {
      const token = Array.isArray(argument) ? argument[1] : argument;
      if (token) this.#token(token);
    }
  }

  #token(token: Token): void {
    if (TypeGuards.isRangeToken(token)) {
      this.#token(token.lhs);
      this.#token(token.rhs);
    } else if (TypeGuards.isPropertyAccessToken(token)) this.#access(token);
  }

  /** Known up to the first key that is itself a value: of `user[key].name`, `user` and `key`. */
  #access({ props }: PropertyAccessToken): void {
    const keys: (string | number)[] = [];
    for (const prop of props) {
      if (!TypeGuards.isWordToken(prop) && !TypeGuards.isQuotedToken(prop) && !TypeGuards.isNumberToken(prop)) break;
      if (typeof prop.content === "string" || typeof prop.content === "number") keys.push(prop.content);
    }
    this.#note(keys, { isWritten: false, isWhole: keys.length === props.length });
    for (const prop of props) this.#token(prop);
  }

  #note(keys: Keys, { isWritten, isWhole = true }: { isWritten: boolean; isWhole?: boolean }): void {
    const [root] = keys;
    if (typeof root !== "string" || this.#own.some((names) => names.has(root))) return;
    // `secret[key]`: which one is known only when it runs.
    const secret = secretRead(isWhole ? keys : [...keys, 0], isWritten);
    if (secret === null) this.paths.add(pathText(keys));
    else this.secrets.add(secret);
  }
}
