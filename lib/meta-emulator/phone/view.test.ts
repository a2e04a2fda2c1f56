import { expect, test } from "vitest";
import { toGraphBody } from "#lib/whatsapp/graph/request.ts";
import { interactiveData } from "#lib/whatsapp/outgoing/interactive.ts";
import type { Context } from "#lib/engine/types.ts";
import { wordsOf } from "./view.ts";

const TO = { waId: "5511987650101", userId: null };
const image = { link: "https://exemplo.com.br/a.jpg", body: "Cenoura" };
const video = { link: "https://exemplo.com.br/a.mp4", body: null };
const MESSAGES: [string, Context][] = [
  [
    "buttons below a picture",
    {
      kind: "buttons",
      header: { type: "image", link: image.link },
      footer: "f",
      button: null,
      choices: [{ id: "v1:a", title: "A", description: null }],
    },
  ],
  ["a list", { kind: "list", header: "h", footer: null, button: "Ver", choices: [{ id: "v1:a", title: "A", description: "d" }] }],
  [
    "a form",
    { kind: "form", header: "h", footer: "f", button: "Abrir", form: "1123581321", token: "v1.x", screen: null, values: null, fields: [] },
  ],
  [
    "a carousel of replies",
    {
      kind: "carousel",
      media: "image",
      cards: [
        { ...image, choices: [{ id: "v1:a", title: "A" }] },
        { ...image, choices: [{ id: "v1:b", title: "A" }] },
      ],
    },
  ],
  [
    "a carousel of links",
    {
      kind: "carousel",
      media: "video",
      cards: [
        { ...video, button: { title: "Ver", url: "https://exemplo.com.br/1" } },
        { ...video, button: { title: "Ver", url: "https://exemplo.com.br/2" } },
      ],
    },
  ],
];

test.each(MESSAGES)("%s is drawn on the Phone as it was sent", (_, data) => {
  const body = toGraphBody({ type: "interactive", text: "Oi", data }, TO, null);
  const entry = { wamid: "wamid.A", from: "business", body: { type: "interactive", interactive: body["interactive"] } };
  const words = wordsOf(entry as unknown as Parameters<typeof wordsOf>[0]);
  expect(words).toEqual({ type: "interactive", text: "Oi", data });
  expect(interactiveData.safeParse(words.data).success).toBe(true);
});
