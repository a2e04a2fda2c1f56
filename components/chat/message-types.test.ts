import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { INBOUND_TYPES } from "#lib/whatsapp/inbound/registry.ts";
import { OUTGOING_TYPES } from "#lib/whatsapp/outgoing/registry.ts";
import { DRAWINGS } from "./registry.tsx";

const outgoing = OUTGOING_TYPES.map(({ type }) => type);
const inbound = INBOUND_TYPES.flatMap(({ types }) => types);
const drawn = DRAWINGS.flatMap(({ types }) => Object.keys(types));
/** A text is what people and flows say unless they say otherwise, so whoever makes a message may name it. */
const NAMES = [...new Set([...outgoing, ...inbound, ...drawn])].filter((type) => type !== "text");

const ROOT = join(import.meta.dirname, "../..");
/** The type's own files, the nodes that send it, and what only tests read. */
const ITS_OWN = /^(lib\/whatsapp\/(inbound|outgoing|fixtures)|components\/chat|lib\/nodes\/\w+)\/|\.test\.tsx?$|^lib\/generated\//;
const SOURCES = globSync("{app,components,lib,worker,prisma}/**/*.{ts,tsx}", { cwd: ROOT })
  .filter((file) => !ITS_OWN.test(file))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), "utf8") }))
  // Whoever does not speak of messages means something else by the word.
  .filter(({ text }) => /message/i.test(text));

/** As a value that is compared or given, as the key of a table of icons or components, as the end of a catalogue's key. */
const names = (type: string) =>
  new RegExp(
    `\\b(?:type|kind)\\b["']?\\s*(?::|[!=]==|\\?\\?)\\s*["'\`]${type}["'\`]|[{,]\\s*${type}: [A-Z]\\w+\\s*[,}]|\\bkind_${type}\\b`,
  );

test("what the search for a type's name finds, and what it does not", () => {
  const found = (text: string) => names("image").test(text);
  for (const text of [
    '{ type: "image", text }',
    'message.type === "image"',
    "kind ?? 'image'",
    "{ image: ImageIcon, video: V }",
    "kind_image:",
  ])
    expect(found(text), text).toBe(true);
  for (const text of ['type: "imagery"', "image: string;", 'mime_type: "image/png"', "<Image />"]) expect(found(text), text).toBe(false);
});

describe("a message type is its file in outgoing, in inbound and in chat, with a line in each registry, and nothing else", () => {
  test.each(NAMES)("%s", (type) => {
    expect(
      SOURCES.filter(({ text }) => names(type).test(text)).map(({ file }) => file),
      `these name "${type}" too: what differs by type belongs into the type's own files, behind their registries`,
    ).toEqual([]);
  });

  test("no registry has a type twice", () => {
    for (const registry of [outgoing, inbound, drawn]) expect(registry).toEqual([...new Set(registry)]);
  });
});

test("whatever Siga sends, and whatever can be a contact's answer, is drawn", () => {
  const answers = INBOUND_TYPES.filter(({ conversational }) => conversational).flatMap(({ types }) => types);
  expect([...outgoing, ...answers].filter((type) => !drawn.includes(type))).toEqual([]);
});
