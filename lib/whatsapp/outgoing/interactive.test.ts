import { describe, expect, test } from "vitest";
import type { OutgoingMessage } from "../../engine/types.ts";
import { formAnswerOf } from "../inbound/form-answer.ts";
import { readContent } from "../inbound/registry.ts";
import { InvalidMessageError } from "./define-outgoing.ts";
import { type InteractiveMessage, interactive } from "./interactive.ts";

const buttons: InteractiveMessage = {
  type: "interactive",
  text: "Confirma?",
  data: {
    kind: "buttons",
    header: "Pedido 4471",
    footer: "Padaria",
    button: null,
    choices: [
      { id: "v7:yes", title: "Sim", description: null },
      { id: "v7:no", title: "Não", description: null },
    ],
  },
};
const picture: InteractiveMessage = {
  ...buttons,
  data: { ...buttons.data, header: { type: "image", link: "https://exemplo.com.br/bolo.jpg" } } as InteractiveMessage["data"],
};
const form: InteractiveMessage = {
  type: "interactive",
  text: "Seus dados?",
  data: {
    kind: "form",
    header: "Cadastro",
    footer: null,
    button: "Começar",
    form: "1123581321",
    token: "v3.1a_ff",
    screen: "CADASTRO",
    values: { nome: "Ana" },
    fields: ["email"],
  },
};
const replyCards = [
  { link: "https://exemplo.com.br/0.jpg", body: "Cenoura\nR$ 38", choices: [{ id: "v3:a", title: "Quero este" }] },
  { link: "https://exemplo.com.br/1.jpg", body: null, choices: [{ id: "v3:b", title: "Quero este" }] },
];
const linkCards = [0, 1].map((index) => ({
  link: `https://exemplo.com.br/${index}.mp4`,
  body: null,
  button: { title: "Comprar", url: `https://exemplo.com.br/${index}` },
}));
const carousel: InteractiveMessage = { type: "interactive", text: "Bolos:", data: { kind: "carousel", media: "image", cards: replyCards } };
const links: InteractiveMessage = { ...carousel, data: { kind: "carousel", media: "video", cards: linkCards } };
const list: InteractiveMessage = {
  type: "interactive",
  text: "Qual loja?",
  data: {
    kind: "list",
    header: null,
    footer: null,
    button: "Lojas",
    choices: [
      { id: "v7:a", title: "Centro", description: "Rua A, 1" },
      { id: "v7:b", title: "Sul", description: null },
    ],
  },
};

test.each<[string, InteractiveMessage, object, string]>([
  [
    "buttons",
    buttons,
    {
      type: "button",
      header: { type: "text", text: "Pedido 4471" },
      body: { text: "Confirma?" },
      footer: { text: "Padaria" },
      action: {
        buttons: [
          { type: "reply", reply: { id: "v7:yes", title: "Sim" } },
          { type: "reply", reply: { id: "v7:no", title: "Não" } },
        ],
      },
    },
    "Pedido 4471\n\nConfirma?\n\n• Sim\n• Não\n\nPadaria",
  ],
  [
    "a list",
    list,
    {
      type: "list",
      body: { text: "Qual loja?" },
      action: {
        button: "Lojas",
        sections: [
          {
            rows: [
              { id: "v7:a", title: "Centro", description: "Rua A, 1" },
              { id: "v7:b", title: "Sul" },
            ],
          },
        ],
      },
    },
    "Qual loja?\n\n• Centro: Rua A, 1\n• Sul",
  ],
  [
    "buttons below a picture",
    picture,
    {
      type: "button",
      header: { type: "image", image: { link: "https://exemplo.com.br/bolo.jpg" } },
      body: { text: "Confirma?" },
      footer: { text: "Padaria" },
      action: {
        buttons: [
          { type: "reply", reply: { id: "v7:yes", title: "Sim" } },
          { type: "reply", reply: { id: "v7:no", title: "Não" } },
        ],
      },
    },
    "https://exemplo.com.br/bolo.jpg\n\nConfirma?\n\n• Sim\n• Não\n\nPadaria",
  ],
  [
    "a form with its first screen's data",
    form,
    {
      type: "flow",
      header: { type: "text", text: "Cadastro" },
      body: { text: "Seus dados?" },
      action: {
        name: "flow",
        parameters: {
          flow_message_version: "3",
          flow_id: "1123581321",
          flow_cta: "Começar",
          flow_token: "v3.1a_ff",
          mode: "published",
          flow_action: "navigate",
          flow_action_payload: { screen: "CADASTRO", data: { nome: "Ana" } },
        },
      },
    },
    "Cadastro\n\nSeus dados?\n\n• Começar",
  ],
  [
    "a form by its name, which begins with its own screen",
    { ...form, data: { ...form.data, header: null, form: "cadastro", screen: null, values: null } as InteractiveMessage["data"] },
    {
      type: "flow",
      body: { text: "Seus dados?" },
      action: {
        name: "flow",
        parameters: {
          flow_message_version: "3",
          flow_name: "cadastro",
          flow_cta: "Começar",
          flow_token: "v3.1a_ff",
          mode: "published",
          flow_action: "navigate",
        },
      },
    },
    "Seus dados?\n\n• Começar",
  ],
  [
    "a carousel with quick replies",
    carousel,
    {
      type: "carousel",
      body: { text: "Bolos:" },
      action: {
        cards: [
          {
            card_index: 0,
            type: "cta_url",
            header: { type: "image", image: { link: "https://exemplo.com.br/0.jpg" } },
            body: { text: "Cenoura\nR$ 38" },
            action: { buttons: [{ type: "quick_reply", quick_reply: { id: "v3:a", title: "Quero este" } }] },
          },
          {
            card_index: 1,
            type: "cta_url",
            header: { type: "image", image: { link: "https://exemplo.com.br/1.jpg" } },
            action: { buttons: [{ type: "quick_reply", quick_reply: { id: "v3:b", title: "Quero este" } }] },
          },
        ],
      },
    },
    "Bolos:\n\nCenoura\nR$ 38\n• Quero este\n\nhttps://exemplo.com.br/1.jpg\n• Quero este",
  ],
  [
    "a carousel with links",
    links,
    {
      type: "carousel",
      body: { text: "Bolos:" },
      action: {
        cards: [0, 1].map((index) => ({
          card_index: index,
          type: "cta_url",
          header: { type: "video", video: { link: `https://exemplo.com.br/${index}.mp4` } },
          action: { name: "cta_url", parameters: { display_text: "Comprar", url: `https://exemplo.com.br/${index}` } },
        })),
      },
    },
    "Bolos:\n\nhttps://exemplo.com.br/0.mp4\n• Comprar: https://exemplo.com.br/0\n\nhttps://exemplo.com.br/1.mp4\n• Comprar: https://exemplo.com.br/1",
  ],
])("%s as Meta takes it, and in words", (_name, message, body, words) => {
  expect(interactive.toGraphPart(message)).toEqual(body);
  expect(interactive.toPlainText(message)).toBe(words);
});

describe("what Meta refuses is refused", () => {
  const a = (length: number) => "a".repeat(length);
  const titles = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `i${index}`, title: `t${index}`, description: null }));
  const reply = ({ id, title }: { id: string; title: string }) => ({ id, title });
  const one = (fields: object) => [{ id: "i", title: "t", description: null, ...fields }];
  const changed = ({ data, ...message }: InteractiveMessage, { text, ...fields }: { text?: string; [field: string]: unknown }) => ({
    ...message,
    ...(text === undefined ? {} : { text }),
    data: { ...data, ...fields },
  });

  test.each<[string, InteractiveMessage, { [field: string]: unknown }, boolean]>([
    ["a body of 1,024", buttons, { text: a(1024) }, true],
    ["a body of 1,025", buttons, { text: a(1025) }, false],
    ["a body of 1,025 units in 513 code points", buttons, { text: `a${"👍".repeat(512)}` }, false],
    ["a blank body", buttons, { text: " \u200b" }, false],
    ["half a character", buttons, { text: "a\ud83d" }, false],
    ["a header of 60", buttons, { header: a(60) }, true],
    ["a header of 61", buttons, { header: a(61) }, false],
    ["an empty header", buttons, { header: "" }, false],
    ["a footer of 61", list, { footer: a(61) }, false],
    ["three buttons", buttons, { choices: titles(3) }, true],
    ["four buttons", buttons, { choices: titles(4) }, false],
    ["no button", buttons, { choices: [] }, false],
    ["a button's title of 20", buttons, { choices: one({ title: a(20) }) }, true],
    ["a button's title of 21", buttons, { choices: one({ title: a(21) }) }, false],
    ["a button's id of 256", buttons, { choices: one({ id: a(256) }) }, true],
    ["a button's id of 257", buttons, { choices: one({ id: a(257) }) }, false],
    ["a button's description", buttons, { choices: one({ description: "d" }) }, false],
    ["a word for buttons", buttons, { button: "Ver" }, false],
    ["two buttons with one id", buttons, { choices: [...one({}), ...one({ title: "u" })] }, false],
    ["two buttons with one title", buttons, { choices: [...one({}), ...one({ id: "j" })] }, false],
    ["ten rows", list, { choices: titles(10) }, true],
    ["eleven rows", list, { choices: titles(11) }, false],
    ["a row's title of 24", list, { choices: one({ title: a(24) }) }, true],
    ["a row's title of 25", list, { choices: one({ title: a(25) }) }, false],
    ["a row's id of 200", list, { choices: one({ id: a(200) }) }, true],
    ["a row's id of 201", list, { choices: one({ id: a(201) }) }, false],
    ["a row's description of 72", list, { choices: one({ description: a(72) }) }, true],
    ["a row's description of 73", list, { choices: one({ description: a(73) }) }, false],
    ["an empty description", list, { choices: one({ description: "" }) }, false],
    ["a word of 21 for the list", list, { button: a(21) }, false],
    ["a list without its word", list, { button: null }, false],
    ["two rows with one title", list, { choices: [...one({}), ...one({ id: "j" })] }, false],
    ["a form's button of 20", form, { button: a(20) }, true],
    ["a form's button of 21", form, { button: a(21) }, false],
    ["a form's button with emoji", form, { button: "Abrir 🚀" }, false],
    ["a form without its token", form, { token: "" }, false],
    ["a form without a name", form, { form: " " }, false],
    ["an empty object for its screen", form, { values: {} }, false],
    ["a picture by no address", buttons, { header: { type: "image", link: "bolo.jpg" } }, false],
    ["a picture by another way", buttons, { header: { type: "image", link: "ftp://exemplo.com.br/a.jpg" } }, false],
    ["a picture above a list", list, { header: { type: "image", link: "https://exemplo.com.br/a.jpg" } }, false],
    ["one card", carousel, { cards: replyCards.slice(1) }, false],
    ["ten cards", links, { cards: Array.from({ length: 10 }, () => linkCards[0]) }, true],
    ["eleven cards", links, { cards: Array.from({ length: 11 }, () => linkCards[0]) }, false],
    ["cards of two kinds", carousel, { cards: [replyCards[0], linkCards[0]] }, false],
    ["a card's words of 160", links, { cards: [linkCards[0], { ...linkCards[1], body: a(160) }] }, true],
    ["a card's words of 161", links, { cards: [linkCards[0], { ...linkCards[1], body: a(161) }] }, false],
    ["a card's words of three lines", links, { cards: [linkCards[0], { ...linkCards[1], body: "a\nb\nc" }] }, true],
    ["a card's words of four lines", links, { cards: [linkCards[0], { ...linkCards[1], body: "a\nb\nc\nd" }] }, false],
    ["two replies with one id on two cards", carousel, { cards: [replyCards[0], replyCards[0]] }, false],
    ["more replies on one card", carousel, { cards: [replyCards[0], { ...replyCards[1], choices: titles(2).map(reply) }] }, false],
    [
      "four replies a card",
      carousel,
      {
        cards: [0, 4].map((from) => ({
          ...replyCards[0],
          choices: titles(8)
            .slice(from, from + 4)
            .map(reply),
        })),
      },
      false,
    ],
    ["a card without its picture", carousel, { cards: [replyCards[0], { ...replyCards[1], link: "" }] }, false],
    ["a link that is a script", links, { cards: [linkCards[0], { ...linkCards[1], button: { title: "x", url: "javascript:x" } }] }, false],
    ["something that is not ours", list, { sections: [] }, false],
  ])("%s", (_name, message, fields, passes) => {
    const send = () => interactive.toGraphPart(changed(message, fields) as OutgoingMessage);
    if (passes) expect(send).not.toThrow();
    else expect(send).toThrow(InvalidMessageError);
  });
});

test("what is filled into a form comes back under its token, whatever else is filled in", () => {
  const [tap] = interactive.taps(form);
  expect(tap).toMatchObject({ id: "v3.1a_ff:form", title: "Começar", fill: { fields: ["email"] } });
  const posted = tap?.fill?.sends({ email: "ana@exemplo.com.br", flow_token: "another" });
  const { data } = readContent("interactive", posted ?? {});
  expect(formAnswerOf(data)).toEqual({ token: "v3.1a_ff", values: { email: "ana@exemplo.com.br" } });
});
