import { expect, test } from "vitest";
import { checkSend, isRefusal } from "#lib/meta-emulator/send/check-send.ts";
import type { Context } from "../../engine/types.ts";
import { toGraphBody } from "../graph/request.ts";
import { splitMessage, toPlainText } from "./registry.ts";

const MEDIA = "0b0e5a4e-6f0c-4a55-9a57-6e2f0f9a7c11";
const ours = (more: Context = {}): Context => ({ media: MEDIA, meta_id: "9000001", link: null, fallback_link: false, ...more });
const link = "https://example.com/a.pdf";
const body = (type: string, text: string, data: Context) =>
  toGraphBody({ type, text, data }, { waId: "5511987650101", userId: null }, null);

test.each<[type: string, text: string, data: Context, part: Context]>([
  ["image", "Oi", ours(), { id: "9000001", caption: "Oi" }],
  ["video", " ", ours(), { id: "9000001" }],
  ["audio", "", ours({ voice: true }), { id: "9000001", voice: true }],
  ["audio", "", { link }, { link }],
  ["document", "Boleto", { link, filename: "a.pdf", fallback_link: true }, { link, caption: "Boleto", filename: "a.pdf" }],
  ["document", "", ours({ filename: " ", mime_type: "application/pdf", size: 5, fell_back: true }), { id: "9000001" }],
  ["sticker", "", ours(), { id: "9000001" }],
])("%s %j with %j is what Meta takes", (type, text, data, part) => {
  const sent = body(type, text, data);
  expect(sent).toMatchObject({ type, [type]: part });
  expect(sent[type]).toEqual(part);
  expect(isRefusal(checkSend(sent))).toBe(false);
});

test.each<[why: string, type: string, text: string, data: Context]>([
  ["no file", "image", "", { media: null, link: null }],
  ["two files", "image", "", ours({ link })],
  ["an address that is none", "image", "", { link: "javascript:alert(1)" }],
  ["a caption of an audio", "audio", "x", ours()],
  ["a caption of a sticker", "sticker", "x", ours()],
  ["a caption that is too long", "image", "x".repeat(1_025), ours()],
  ["a name that is too long", "document", "", ours({ filename: "x".repeat(241) })],
  ["something unknown", "image", "", ours({ url: link })],
])("%s is never sent", (_, type, text, data) => expect(() => body(type, text, data)).toThrow(/does not fit its type/));

test("what is longer than a caption follows as a text, and nothing is lost", () => {
  const words = Array.from({ length: 400 }, (_, n) => `palavra${n}`).join(" ");
  const [first, ...more] = splitMessage({ type: "image", text: words, data: ours() });
  expect(first?.text.length).toBeLessThanOrEqual(1_024);
  expect(more.map(({ type }) => type)).toEqual(more.map(() => "text"));
  expect(
    [first, ...more]
      .map((part) => part?.text)
      .join(" ")
      .replace(/\s+/g, " "),
  ).toBe(words);
});

test("where nothing is drawn its words stand for it", () => {
  expect(toPlainText({ type: "document", text: "Boleto", data: { link, filename: "a.pdf" } })).toBe(`📄 a.pdf\nBoleto\n${link}`);
});
