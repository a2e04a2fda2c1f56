import { isUnsafeKey } from "../context.ts";
import { problem } from "../problem/problem.ts";
import { LimitError } from "../values/budget.ts";
import { isReserved, NAME_PATTERN } from "../values/names.ts";
import { parseSpec } from "../vocabulary/format.ts";
import type { Piece } from "./nodes.ts";

export type Keys = readonly (string | number)[];

/** `{name}`, `{user.name}`, `{items[0]}`, `{fields[first name]}`, `{price:,.2f}`, `{name!r:>10}`: as in Python's str.format. */
const PLACEHOLDER = new RegExp(
  `\\{(${NAME_PATTERN})((?:\\.[\\p{ID_Continue}$]+|\\[(?:"[^"{}[\\]]+"|'[^'{}[\\]]+'|[^"'{}[\\]]+)\\])*)(?:!([rs]))?(?::([^{}]{0,100}))?\\}`,
  "gu",
);
const PROPERTY = /\.([^.[]+)|\[["']?([^"'\]]+)["']?\]/g;
const INDEX = /^-?\d{1,15}$/;

/** Words between marks, with their placeholders found; only ever applied to what the author wrote. What is no placeholder stays. */
export function piecesOf(text: string): Piece[] {
  if (!text.includes("{")) return [text];
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: written, 1: root = "", 2: rest = "", 3: conversion, 4: spec = "", index } of text.matchAll(PLACEHOLDER)) {
    if (spec !== "" && parseSpec(spec) === null) continue;
    if (index > from) pieces.push(text.slice(from, index));
    const keys = keysOf(root, rest);
    pieces.push({ path: { type: "path", keys }, keys, conversion, spec, written });
    from = index + written.length;
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
  if (isUnsafeKey(key) || isReserved(key)) throw new LimitError("not_allowed", problem("name_reserved", { name: key }));
}
