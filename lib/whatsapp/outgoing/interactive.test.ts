import { describe, expect, test } from "vitest";
import type { OutgoingMessage } from "../../engine/types.ts";
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
])("%s as Meta takes it, and in words", (_name, message, body, words) => {
  expect(interactive.toGraphPart(message)).toEqual(body);
  expect(interactive.toPlainText(message)).toBe(words);
});

describe("what Meta refuses is refused", () => {
  const a = (length: number) => "a".repeat(length);
  const titles = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `i${index}`, title: `t${index}`, description: null }));
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
    ["something that is not ours", list, { sections: [] }, false],
  ])("%s", (_name, message, fields, passes) => {
    const send = () => interactive.toGraphPart(changed(message, fields) as OutgoingMessage);
    if (passes) expect(send).not.toThrow();
    else expect(send).toThrow(InvalidMessageError);
  });
});
