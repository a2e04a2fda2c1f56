import type { Emitter, Template, Token } from "liquidjs/dist/liquid.browser.mjs";
import { isUnsafeKey } from "../context.ts";
import { problem } from "../problem/problem.ts";
import type { TemplateScope } from "./scope.ts";
import { UrlOutput } from "./url-output.ts";
import { LimitError } from "../values/budget.ts";

export type Keys = readonly (string | number)[];
/** Words that stand as they are, or a way into the context. */
export type Piece = string | Keys;

/** `{name}`, `{user.name}`, `{items[0]}`, `{fields[first name]}`: as in Python's str.format, without its formats. */
const PLACEHOLDER = /\{([\p{ID_Start}_$][\p{ID_Continue}$]*)((?:\.[\p{ID_Continue}$]+|\[(?:"[^"{}[\]]+"|'[^'{}[\]]+'|[^"'{}[\]]+)\])*)\}/gu;
const PROPERTY = /\.([^.[]+)|\[["']?([^"'\]]+)["']?\]/g;
const INDEX = /^-?\d{1,15}$/;

/** Text between Liquid's marks, with its placeholders found; only ever applied to what the author wrote. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: whole, 1: root = "", 2: rest = "", index } of text.matchAll(PLACEHOLDER)) {
    if (index > from) pieces.push(text.slice(from, index));
    pieces.push(keysOf(root, rest));
    from = index + whole.length;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}

function keysOf(root: string, rest: string): Keys {
  const keys: (string | number)[] = [root];
  for (const [, name, key = ""] of rest.matchAll(PROPERTY)) {
    keys.push(name ?? (INDEX.test(key) ? Number(key) : key));
  }
  for (const key of keys) if (typeof key === "string") refuseUnsafe(key);
  return keys;
}

export function refuseUnsafe(key: string): void {
  if (isUnsafeKey(key)) throw new LimitError("not_allowed", problem("name_reserved", { name: key }));
}

/** A stretch of a text that needs nothing but lookups: words, placeholders, and `{{ name }}` without filters. */
export class Interpolated implements Template {
  readonly token: Token;
  readonly pieces: readonly Piece[];

  constructor(token: Token, pieces: readonly Piece[]) {
    this.token = token;
    this.pieces = pieces;
  }

  render(scope: TemplateScope, emitter: Emitter): void {
    for (const piece of this.pieces) {
      if (typeof piece !== "string") emitter.write(scope.read(piece));
      else if (emitter instanceof UrlOutput) emitter.writeAuthored(piece);
      else emitter.write(piece);
    }
  }
}
