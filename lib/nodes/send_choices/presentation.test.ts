import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { interactive } from "../../whatsapp/outgoing/interactive.ts";
import type { Choice } from "./choice.ts";
import { matchChoice } from "./match.ts";
import { offerChoices } from "./offered.ts";
import { type ChoicesMessage, presentChoices, type Question } from "./presentation.ts";

const choice = (id: string, title: string, description = ""): Choice => ({ id, title, description, words: [] });
const titled = (count: number, length = 1) =>
  Array.from({ length: count }, (_, index) => choice(`c${index + 1}`, `${index + 1}`.padEnd(length, "x")));
const question = (choices: readonly Choice[], more: Partial<Question> = {}): Question => ({
  token: "v7",
  header: "",
  body: "Qual?",
  footer: "",
  button: "",
  words: { button: "Ver opções", more: "Ver mais" },
  choices: offerChoices(choices),
  paged: false,
  ...more,
});
const textOf = (messages: readonly ChoicesMessage[]) => messages.map(({ text }) => text);
const dataOf = (messages: readonly ChoicesMessage[]) => {
  const last = messages.at(-1);
  if (last?.type !== "interactive") throw new Error("the last message is a text");
  return last.data;
};

describe("the form", () => {
  test.each<[string, Choice[], boolean, string, object | null]>([
    ["one choice", titled(1), false, "buttons", null],
    ["three of twenty", titled(3, 20), false, "buttons", null],
    ["three of twenty in emoji", [choice("a", "👍".repeat(10)), choice("b", "b")], false, "buttons", null],
    ["eleven emoji", [choice("b", "b"), choice("a", "👍".repeat(11))], false, "list", { code: "title_over_button", choice: 1 }],
    ["three with one of twenty-one", [...titled(2), choice("c", "c".repeat(21))], false, "list", { code: "title_over_button", choice: 2 }],
    ["two with a description", [choice("a", "A"), choice("b", "B", "b")], false, "list", { code: "has_description", choice: 1 }],
    ["two with a blank description", [choice("a", "A", " \u200b"), choice("b", "B")], false, "buttons", null],
    ["four", titled(4), false, "list", { code: "more_than_buttons", choice: null }],
    ["ten of twenty-four", titled(10, 24), false, "list", { code: "more_than_buttons", choice: null }],
    ["descriptions of seventy-two", [choice("a", "A", "d".repeat(72))], false, "list", { code: "has_description", choice: 0 }],
    ["eleven", titled(11), false, "numbered", { code: "more_than_rows", choice: null }],
    ["eleven in pages", titled(11), true, "list", { code: "more_than_buttons", choice: null }],
    ["one of twenty-five", [choice("a", "A"), choice("b", "b".repeat(25))], false, "numbered", { code: "title_over_row", choice: 1 }],
    [
      "one of twenty-five among pages",
      [...titled(20), choice("b", "b".repeat(25))],
      true,
      "numbered",
      { code: "title_over_row", choice: 20 },
    ],
    ["a description of seventy-three", [choice("a", "A", "d".repeat(73))], false, "numbered", { code: "description_over_row", choice: 0 }],
    ["spaces that are not shown", [choice("a", `  a${" ".repeat(40)}b  `)], false, "buttons", null],
    [
      "two that look alike, told apart",
      [choice("a", "x".repeat(18)), choice("b", "x".repeat(18))],
      false,
      "list",
      { code: "title_over_button", choice: 1 },
    ],
  ])("%s", (_name, choices, paged, form, because) => {
    const shown = presentChoices(question(choices, { paged }));
    expect([shown.form, shown.because]).toEqual([form, because]);
  });
});

test("buttons", () => {
  const asked = question([choice("yes", "Sim"), choice("no", "Não")], { header: " Olá\n Ana ", footer: "Padaria", button: "unused" });
  expect(presentChoices(asked).messages).toEqual([
    {
      type: "interactive",
      text: "Qual?",
      data: {
        kind: "buttons",
        header: "Olá Ana",
        footer: "Padaria",
        button: null,
        choices: [
          { id: "v7:yes", title: "Sim", description: null },
          { id: "v7:no", title: "Não", description: null },
        ],
      },
    },
  ]);
});

test("a list", () => {
  const asked = question([choice("a", "Centro", "Rua A, 1"), choice("Loja Sul", "Sul")], { button: "Lojas" });
  expect(presentChoices(asked).messages).toEqual([
    {
      type: "interactive",
      text: "Qual?",
      data: {
        kind: "list",
        header: null,
        footer: null,
        button: "Lojas",
        choices: [
          { id: "v7:a", title: "Centro", description: "Rua A, 1" },
          { id: "v7:#2", title: "Sul", description: null },
        ],
      },
    },
  ]);
});

test("a numbered text", () => {
  const asked = question([choice("a", "Centro, de segunda a sábado", "Rua A, 1"), choice("b", "Sul")], {
    header: "Lojas",
    footer: "Até já",
  });
  expect(presentChoices(asked).messages).toEqual([
    {
      type: "text",
      text: "*Lojas*\n\nQual?\n\n1. Centro, de segunda a sábado\nRua A, 1\n2. Sul\n\n_Até já_",
      data: { preview_url: false },
    },
  ]);
});

describe("what Meta would refuse", () => {
  const pair = [choice("a", "A"), choice("b", "B", "b")];
  const long = "palavra ".repeat(20).trim();

  test.each<[string, Partial<Question>, (data: ReturnType<typeof dataOf>) => unknown, string | null]>([
    ["a long header is shortened", { header: long }, ({ header }) => header, `${long.slice(0, 59)}…`],
    ["a long footer is shortened", { footer: long }, ({ footer }) => footer, `${long.slice(0, 59)}…`],
    ["a long word for the list is shortened", { button: long }, ({ button }) => button, "palavra palavra pal…"],
    ["no emoji is cut in two", { button: `${"a".repeat(18)}👍b` }, ({ button }) => button, `${"a".repeat(18)}…`],
    ["no accent is cut off", { button: `${"a".repeat(18)}e\u0301bb` }, ({ button }) => button, `${"a".repeat(18)}…`],
    ["a blank header is none", { header: "\u200b " }, ({ header }) => header, null],
    ["a blank word for the list is the language's", { button: " " }, ({ button }) => button, "Ver opções"],
    ["half a character is none", { footer: "a\ud83d" }, ({ footer }) => footer, "a\ufffd"],
  ])("%s", (_name, more, part, expected) => {
    expect(part(dataOf(presentChoices(question(pair, more)).messages))).toBe(expected);
  });

  test.each<[string, Partial<Question>, string, string | null]>([
    ["the header", { body: " ", header: "Olá" }, "Olá", null],
    ["the word for the list", { body: "\u200b" }, "Ver opções", null],
  ])("a blank body gives way to %s", (_name, more, body, header) => {
    const { messages } = presentChoices(question(pair, more));
    expect(textOf(messages)).toEqual([body]);
    expect(dataOf(messages).header).toBe(header);
  });

  test("a long body goes ahead but for its end", () => {
    const paragraph = `${"palavra ".repeat(100).trim()}.`;
    const { messages } = presentChoices(question(pair, { body: `${paragraph}\n\n${paragraph}\n\nQual?` }));
    expect(textOf(messages)).toEqual([paragraph, `${paragraph}\n\nQual?`]);
    expect(messages.map(({ type }) => type)).toEqual(["text", "interactive"]);
  });

  test("a very long body goes ahead in several texts", () => {
    const line = `${"a".repeat(99)}\n`;
    const { messages } = presentChoices(question(pair, { body: line.repeat(100) }));
    expect(messages.length).toBeGreaterThan(3);
    expect(textOf(messages).join("\n").replaceAll("\n", "")).toBe(line.repeat(100).replaceAll("\n", ""));
  });

  test.each<[string, Choice[], string[]]>([
    ["blank titles give way to ids", [choice("sim", " "), choice("b", "\u200b")], ["sim", "b"]],
    ["and those to numbers", [choice("\u200b", ""), choice(" ", "")], ["1", "2"]],
    ["same titles are numbered", [choice("a", "Bolo"), choice("b", "bolo "), choice("c", "Bôlo")], ["Bolo", "bolo (2)", "Bôlo (3)"]],
    [
      "but not to a title that is there",
      [choice("a", "Bolo"), choice("b", "Bolo (2)"), choice("c", "Bolo")],
      ["Bolo", "Bolo (2)", "Bolo (3)"],
    ],
  ])("%s", (_name, choices, titles) => {
    expect(dataOf(presentChoices(question(choices)).messages).choices.map(({ title }) => title)).toEqual(titles);
  });

  test("ids that are there already, or do not fit, go by position", () => {
    const choices = [choice("a", "A"), choice("a", "B"), choice("x".repeat(300), "C")];
    expect(dataOf(presentChoices(question(choices)).messages).choices.map(({ id }) => id)).toEqual(["v7:a", "v7:#2", "v7:#3"]);
  });
});

describe("pages", () => {
  test.each<[string, number, number, number, string[], object | null]>([
    ["ten are one page", 10, 0, 0, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"], null],
    ["eleven are two", 11, 0, 0, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "Ver mais"], { title: "Ver mais", number: 10, page: 1 }],
    ["of which the last is short", 11, 1, 1, ["10", "11"], null],
    ["nineteen are two", 19, 1, 1, ["10", "11", "12", "13", "14", "15", "16", "17", "18", "19"], null],
    [
      "twenty are three",
      20,
      1,
      1,
      ["10", "11", "12", "13", "14", "15", "16", "17", "18", "Ver mais"],
      { title: "Ver mais", number: 10, page: 2 },
    ],
    ["after the last comes the last", 20, 7, 2, ["19", "20"], null],
    [
      "before the first comes the first",
      11,
      -1,
      0,
      ["1", "2", "3", "4", "5", "6", "7", "8", "9", "Ver mais"],
      { title: "Ver mais", number: 10, page: 1 },
    ],
    ["what is no page is the first", 10, Number.NaN, 0, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"], null],
  ])("%s", (_name, count, wanted, page, titles, more) => {
    const shown = presentChoices(question(titled(count), { paged: true }), wanted);
    expect(dataOf(shown.messages).choices.map(({ title }) => title)).toEqual(titles);
    expect([shown.page, shown.more]).toEqual([page, more]);
    expect(shown.numbers).toEqual({ from: page * 9, to: page * 9 + titles.length - (more === null ? 0 : 1), shown: false });
  });

  test.each<[string, number, number, string, string, object]>([
    ["thirty numbers are one page", 30, 0, "1. 1", "30. 30", { from: 0, to: 30, shown: true }],
    ["thirty-one are two", 31, 0, "1. 1", "30. 30\n\n0. Ver mais", { from: 0, to: 30, shown: true }],
    ["they go on counting", 31, 1, "31. 31", "31. 31", { from: 0, to: 31, shown: true }],
  ])("%s", (_name, count, page, first, last, numbers) => {
    const shown = presentChoices(question(titled(count)), page);
    expect(textOf(shown.messages).join("\n")).toMatch(new RegExp(`^Qual\\?\n\n${first}(\n.*)*${last}$|^Qual\\?\n\n${last}$`, "su"));
    expect(shown.numbers).toEqual(numbers);
  });

  test("what went ahead of the first page is not said again", () => {
    const body = `${"palavra ".repeat(200)}\n\nQual?`;
    for (const choices of [titled(40), titled(40, 30)]) {
      const asked = question(choices, { body, paged: true });
      const [first, second] = [0, 1].map((page) => textOf(presentChoices(asked, page).messages).join("\n"));
      expect(first?.match(/palavra/g)).toHaveLength(200);
      expect(second?.match(/palavra/g)?.length).toBeLessThan(130);
      expect(second).toContain("Qual?");
    }
  });

  test("the row for more is told apart from a choice of that name, and leads on", () => {
    const asked = question([choice("x", "Ver mais"), ...titled(12)], { paged: true });
    const { messages, ...offer } = presentChoices(asked);
    const row = dataOf(messages).choices.at(-1);
    expect(row).toEqual({ id: "v7:+1", title: "Ver mais (2)", description: null });
    const tap = { type: "interactive", text: row?.title ?? "", data: { id: row?.id ?? "" } };
    expect(matchChoice(tap, { ...offer, token: "v7", choices: asked.choices })).toEqual({ kind: "page", page: 1 });
  });
});

test("a numbered text is as many messages as it takes, and no choice is cut in two", () => {
  const choices = Array.from({ length: 12 }, (_, index) => choice(`c${index}`, `${index}`.padEnd(900, "t"), "d".repeat(900)));
  const texts = textOf(presentChoices(question(choices, { footer: "Fim" })).messages);
  expect(texts.length).toBeGreaterThan(5);
  for (const text of texts) expect(text.length).toBeLessThanOrEqual(4096);
  expect(texts.join("\n")).toBe(
    ["Qual?\n", ...choices.map(({ title, description }, index) => `${index + 1}. ${title}\n${description}`), "\n_Fim_"].join("\n"),
  );
});

test.each([
  [4096, 1],
  [4097, 2],
])("a numbered text of %i characters is %i messages", (length, count) => {
  const title = "B".repeat(25);
  const body = "q".repeat(length - `\n\n1. A\n2. ${title}`.length);
  expect(presentChoices(question([choice("a", "A"), choice("b", title)], { body })).messages).toHaveLength(count);
});

describe("properties", () => {
  const unit = fc.constantFrom(
    "a",
    "é",
    "e\u0301",
    " ",
    "\n",
    "*",
    "👍🏽",
    "👨‍👩‍👧",
    "🇧🇷",
    "\u200b",
    "\u202e",
    "א",
    "س",
    "\ud83d",
    "2️⃣",
    "}",
    '"',
    "ﷺ",
  );
  const text = (most: number) => fc.string({ unit, maxLength: most });
  const some = fc.oneof(text(8), text(30), fc.constantFrom("", "Sim", "Não", "2", "Ver mais"));
  const anyChoice = fc.record({
    id: fc.oneof(text(60), fc.stringMatching(/^[a-z]{1,50}$/)),
    title: some,
    description: fc.oneof(fc.constant(""), text(90)),
  });
  const asked = fc.record({
    header: text(90),
    body: fc.oneof(text(20), text(3000)),
    footer: text(90),
    button: text(40),
    paged: fc.boolean(),
    choices: fc.array(anyChoice, { minLength: 1, maxLength: 40 }).map((all) => offerChoices(all.map((one) => ({ ...one, words: [] })))),
  });

  test("whatever the texts are, Meta's limits hold", () => {
    fc.assert(
      fc.property(asked, fc.nat(5), (one, page) => {
        const { messages } = presentChoices(question([], one), page);
        for (const message of messages) {
          if (message.type === "interactive") expect(() => interactive.toGraphPart(message)).not.toThrow();
          else {
            expect(message.text.trim()).not.toBe("");
            expect(message.text.length).toBeLessThanOrEqual(4096);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("every choice is on a page, and a tap or its number there means it", () => {
    fc.assert(
      fc.property(asked, (one) => {
        const whole = question([], one);
        const reached = new Set<number>();
        for (let page: number | null = 0; page !== null;) {
          const { form, messages, numbers, more } = presentChoices(whole, page);
          const offer = { token: "v7", choices: whole.choices, numbers, more };
          if (form === "numbered") {
            for (let index = numbers.from; index < numbers.to; index++) {
              if (
                textOf(messages)
                  .join("\n")
                  .includes(`${index + 1}. ${whole.choices[index]?.shown}`)
              )
                reached.add(index);
            }
          } else {
            for (const { id, title } of dataOf(messages).choices) {
              const match = matchChoice({ type: "interactive", text: title, data: { id } }, offer);
              if (match.kind === "page") expect(match.page).toBe(more?.page);
              else expect(match).toMatchObject({ kind: "choice", choice: { shown: title }, rule: "tap" });
              if (match.kind === "choice") reached.add(whole.choices.indexOf(match.choice));
            }
          }
          page = more?.page ?? null;
        }
        expect(reached.size).toBe(whole.choices.length);
      }),
      { numRuns: 200 },
    );
  });
});
