import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../engine/types.ts";
import type { Choice } from "./choice.ts";
import { matchChoice, type More, type Numbers, type SentMessage } from "./match.ts";
import { coreOf, fold } from "../../engine/values/normal-text.ts";
import { offerChoices } from "./offered.ts";
import { readPosition } from "../../engine/values/position.ts";

const choice = (id: string, title: string, ...words: string[]): Choice => ({ id, title, description: "", words });
const wrote = (text: string): SentMessage => ({ type: "text", text });
const tapped = (id: string, title = ""): SentMessage => ({ type: "interactive", text: title, data: { kind: "button_reply", id, title } });

/** The id of the choice, by its rule; else the kind of what was found. */
function found(message: SentMessage | string, choices: readonly Choice[], shown = false, more: More | null = null, numbers?: Numbers) {
  const offer = { token: "v7", choices: offerChoices(choices), numbers: numbers ?? { from: 0, to: choices.length, shown }, more };
  const match = matchChoice(typeof message === "string" ? wrote(message) : message, offer);
  if (match.kind === "choice") return `${match.choice.id} by ${match.rule}`;
  return match.kind === "page" ? `page ${match.page}` : match.kind;
}

const SERVICES = [
  choice("book", "📅 Agendar consulta", "marcar", "horário", "novo agendamento"),
  choice("cancel", "Cancelar", "desmarcar", "não quero mais"),
  choice("human", "Falar com atendente", "pessoa", "humano", "atendimento"),
];

describe("services", () => {
  test.each<[string, string]>([
    ["book", "book by id"],
    [" BOOK ", "book by id"],
    ["(book)", "book by id"],
    ["📅 Agendar consulta", "book by title"],
    ["agendar   CONSULTA", "book by title"],
    ["Agendar consulta.", "book by title"],
    ["*Cancelar*", "cancel by title"],
    ["Ｃａｎｃｅｌａｒ", "cancel by title"],
    ["can\u200bcelar", "cancel by title"],
    ["marcar", "book by words"],
    ["Horario?", "book by words"],
    ["quero marcar, por favor", "book by words"],
    ["bom dia, um novo agendamento!", "book by words"],
    ["não quero mais", "cancel by words"],
    ["eu não quero mais isso", "cancel by words"],
    ["HUMANO 🙏", "human by words"],
    ["2", "cancel by number"],
    ["2️⃣", "cancel by number"],
    ["opção dois", "cancel by number"],
    ["cancelr", "cancel by slip"],
    ["cacnelar", "cancel by slip"],
    ["falarcom atendente", "human by slip"],
    ["falar com atendemte", "human by slip"],
    ["agendamemto novo", "none"],
    ["agendr consulta", "book by slip"],
    ["", "none"],
    [" \u200b\n", "none"],
    ["oi", "none"],
    ["0", "none"],
    ["4", "none"],
    ["agendar", "none"],
    ["não quero marcar", "none"],
    ["I don't want: marcar", "none"],
    ["marcar ou desmarcar", "ambiguous"],
    ["remarcar", "none"],
    ["1 2", "none"],
    ["1 ou 2", "none"],
    ["👍", "none"],
  ])("%j: %s", (text, expected) => {
    expect(found(text, SERVICES)).toBe(expected);
  });
});

describe("taps", () => {
  const data = (more: { [key: string]: Json }): SentMessage => ({
    type: "interactive",
    text: "Cancelar",
    data: { kind: "list_reply", ...more },
  });

  test.each<[string, SentMessage, string]>([
    ["a button of this visit", tapped("v7:cancel", "Cancelar"), "cancel by tap"],
    ["a row of this visit", data({ id: "v7:cancel", title: "Cancelar" }), "cancel by tap"],
    ["a choice by its position", tapped("v7:#3"), "human by tap"],
    ["a position where another choice is by now", tapped("v7:#3", "Cancelar"), "cancel by title"],
    ["the row for more", tapped("v7:+1", "Ver mais"), "page 1"],
    ["an id without a token", tapped("cancel"), "cancel by tap"],
    ["the payload of a template's button", { type: "button", text: "Cancelar", data: { payload: "v7:cancel" } }, "cancel by tap"],
    ["a template's button with only its words", { type: "button", text: "Cancelar", data: {} }, "cancel by title"],
    ["a button of another visit, though its words are on offer", tapped("v6:cancel", "Cancelar"), "stale"],
    ["a choice that is no longer there", tapped("v7:gone", "Outra coisa"), "none"],
    ["a position that is not there", tapped("v7:#4", "Outra coisa"), "none"],
    ["an id of somebody else's, whose words are on offer", tapped("?", "Cancelar"), "cancel by title"],
    [
      "the answer to a form, whose words are not the contact's",
      { type: "interactive", text: "Cancelar", data: { kind: "nfm_reply" } },
      "none",
    ],
    ["a permission to call", { type: "interactive", text: "", data: { kind: "call_permission_reply" } }, "none"],
    ["an interactive message that says nothing", { type: "interactive", text: "" }, "none"],
    ["an id that is no text", { type: "interactive", text: "Cancelar", data: { id: 2 } }, "none"],
    ["a sticker", { type: "sticker", text: "", data: { id: "v7:cancel" } }, "none"],
  ])("%s", (_name, message, expected) => {
    expect(found(message, SERVICES)).toBe(expected);
  });
});

describe("the first rule with exactly one hit wins", () => {
  test.each<[string, string, Choice[], string]>([
    ["an id before a title", "sim", [choice("nao", "Sim"), choice("sim", "Não")], "sim by id"],
    ["a title before a word", "sim", [choice("a", "Não", "sim"), choice("b", "Sim")], "b by title"],
    ["a word before a number", "1", [choice("a", "Não"), choice("b", "Sim", "1")], "b by words"],
    ["an id that is a number before the position", "2", [choice("2", "Sim"), choice("1", "Não")], "2 by id"],
    ["a title that is a number before the position", "2", [choice("a", "2"), choice("b", "3")], "a by title"],
    ["the same with a full stop", "2.", [choice("a", "2"), choice("b", "3")], "a by title"],
    ["the same in other digits", "２", [choice("a", "2️⃣"), choice("b", "3️⃣")], "a by title"],
    ["a whole word before one within", "novo pedido", [choice("a", "A", "pedido"), choice("b", "B", "novo pedido")], "b by words"],
    ["no short word within a sentence", "não sei", [choice("a", "Sim"), choice("b", "Não", "não", "n")], "none"],
    ["no number within a sentence", "1 pizza ou outra", [choice("a", "Sim", "1"), choice("b", "Não")], "none"],
    ["a phrase within a sentence", "ah, só um.", [choice("a", "Um", "só um"), choice("b", "Dois")], "a by words"],
    ["no word where a title stands too", "quero cancelar", [choice("a", "Comprar", "quero"), choice("b", "Cancelar")], "ambiguous"],
    ["no title within a sentence", "quero cancelar", [choice("a", "Comprar"), choice("b", "Cancelar")], "none"],
    ["punctuation where it matters", "c++", [choice("1c", "C"), choice("2c", "C++"), choice("3c", "C#")], "2c by title"],
    ["a title without it", "c", [choice("1c", "C"), choice("2c", "C++"), choice("3c", "C#")], "1c by title"],
    ["none of several that differ only in it", "c!", [choice("1c", "C"), choice("2c", "C++"), choice("3c", "C#")], "ambiguous"],
    ["none of two with one title", "bolo", [choice("a", "Bolo"), choice("b", "Bolo")], "ambiguous"],
    ["the shown title of the second", "bolo (2)", [choice("a", "Bolo"), choice("b", "Bolo")], "b by title"],
    ["the same, written more simply", "bolo 2", [choice("a", "Bolo"), choice("b", "Bolo")], "b by slip"],
    ["of two with one title the one with that word", "bolo", [choice("a", "Bolo"), choice("b", "Bolo", "bolo")], "b by words"],
    ["no third whose word it is", "bolo", [choice("a", "Bolo"), choice("b", "BOLO"), choice("c", "Torta", "bolo")], "ambiguous"],
    [
      "no third that is near",
      "carteira",
      [choice("a", "A", "carteira"), choice("b", "B", "carteira"), choice("c", "Cartaira")],
      "ambiguous",
    ],
    ["no guess between two that are near", "agenda", [choice("a", "Agendar"), choice("b", "Agendas")], "ambiguous"],
    ["nor where the other is a short word", "arte", [choice("a", "Tarte"), choice("b", "Arts")], "ambiguous"],
    ["the one that is nearer", "vizita", [choice("a", "Visita"), choice("b", "Visitas")], "a by slip"],
    ["no other plan", "plano c", [choice("a", "Plano A"), choice("b", "Plano B")], "none"],
    ["no number of a record", "2", [{ ...choice("2", "Centro"), privateId: true }, choice("1", "Sul")], "1 by number"],
    ["emoji alone", "👎🏽", [choice("a", "👍"), choice("b", "👎")], "b by title"],
    ["a title that is all there is of the id", "x-1", [choice("x-1", "")], "x-1 by id"],
    ["a long title, in full", "a".repeat(900), [choice("a", "a".repeat(900)), choice("b", "b")], "a by title"],
  ])("%s", (_name, text, choices, expected) => {
    expect(found(text, choices)).toBe(expected);
  });
});

describe("numbers that nobody shows are rows, unless the titles have numbers of their own", () => {
  const times = [choice("a", "Às 2h"), choice("b", "Às 3h"), choice("c", "Às 4h")];
  const tables = [choice("a", "Mesa 7"), choice("b", "Mesa 8"), choice("c", "Mesa 1")];
  const units = [choice("a", "Unidade 1"), choice("b", "Unidade 2")];
  const exams = [choice("a", "Consulta"), choice("b", "Exame (24h)"), choice("c", "Outro")];

  test.each<[string, Choice[], boolean, string]>([
    ["2", times, false, "a by number"],
    ["3", times, false, "b by number"],
    ["1", times, false, "none"],
    ["2", times, true, "b by number"],
    ["7", tables, false, "a by number"],
    ["1", tables, false, "c by number"],
    ["2", tables, false, "none"],
    ["7", tables, true, "none"],
    ["2", units, false, "b by number"],
    ["2", exams, false, "b by number"],
    ["24", exams, false, "b by number"],
    ["1", [choice("a", "Norte"), choice("b", "Sala 1")], false, "ambiguous"],
    ["1", [choice("a", "Norte"), choice("b", "Sala 1")], true, "a by number"],
  ])("%s among %j (shown: %s)", (text, choices, shown, expected) => {
    expect(found(text, choices, shown)).toBe(expected);
  });
});

describe("pages", () => {
  const many = Array.from({ length: 25 }, (_, index) => choice(`i${index + 1}`, `Item ${"abcdefghijklmnopqrstuvwxyz"[index]}`));
  const rows = { from: 9, to: 18, shown: false };
  const counted = { from: 0, to: 20, shown: true };

  test.each<[string, SentMessage | string, Numbers, More | null, string]>([
    ["the second row of the second page", "2", rows, null, "i11 by number"],
    ["a row that is not on the screen", "12", rows, null, "none"],
    ["the row for more, counted", "10", rows, { title: "Ver mais", number: 10, page: 2 }, "page 2"],
    ["the row for more, by its words", "VER MAIS!", rows, { title: "Ver mais", number: 10, page: 2 }, "page 2"],
    ["with a slip", "vermais", rows, { title: "Ver mais", number: 10, page: 2 }, "page 2"],
    ["an earlier row for more", tapped("v7:+1", "Ver mais"), rows, null, "page 1"],
    ["a title of another page", "item z", rows, null, "none"],
    ["a title of a later page", "item y", rows, null, "i25 by title"],
    ["a number seen on the page before", "3", counted, { title: "Ver mais", number: 0, page: 2 }, "i3 by number"],
    ["a number not seen yet", "21", counted, { title: "Ver mais", number: 0, page: 2 }, "none"],
    ["the number for more", "0", counted, { title: "Ver mais", number: 0, page: 2 }, "page 2"],
    ["no more", "0", counted, null, "none"],
  ])("%s", (_name, message, numbers, more, expected) => {
    expect(found(message, many, false, more, numbers)).toBe(expected);
  });
});

describe("properties", () => {
  const title = fc.oneof(
    fc.constantFrom("Sim", "Não", "Talvez", "2", "3", "Bolo", "bolo", "Agendar", "Agendas", "Às 2h", "C", "C++", "👍", ""),
    fc.string({ unit: "grapheme", maxLength: 12 }),
  );
  const choices = fc
    .array(fc.record({ title, words: fc.array(title, { maxLength: 3 }) }), { minLength: 1, maxLength: 6 })
    .map((all) => all.map((one, index) => choice(`c_${"abcdef"[index]}`, one.title, ...one.words)));
  const accents = (text: string) => text.replace(/[aeiou]/g, (letter) => `${letter}\u0301`);

  test("case, accents, composition and what is not seen change nothing", () => {
    fc.assert(
      fc.property(choices, title, fc.boolean(), (all, text, shown) => {
        const expected = found(text, all, shown);
        for (const change of [
          (one: string) => one.toUpperCase(),
          accents,
          (one: string) => one.normalize("NFD"),
          (one: string) => ` ${one}\u200b\n`,
        ]) {
          expect(found(change(text), all, shown)).toBe(expected);
        }
      }),
      { numRuns: 500 },
    );
  });

  const distinct = fc
    .uniqueArray(title, { minLength: 1, maxLength: 6, selector: (one) => coreOf(fold(one)) })
    .map((titles) => titles.filter((one) => fold(one) !== "").map((one, index) => choice(`c_${"abcdef"[index]}`, one)));

  test("a title that no other looks like is understood as it is shown", () => {
    fc.assert(
      fc.property(distinct, (all) => {
        for (const { id, shown } of offerChoices(all)) expect(found(shown, all)).toBe(`${id} by title`);
      }),
      { numRuns: 500 },
    );
  });

  test("the order of the choices decides nothing but what a number means", () => {
    fc.assert(
      fc.property(distinct, title, (all, text) => {
        if (readPosition(text) === null) expect(found(text, [...all].reverse())).toBe(found(text, all));
      }),
      { numRuns: 500 },
    );
  });

  test("no choice is taken for a text that is a typing error away from two", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c", "d"), minLength: 5, maxLength: 9 });
    fc.assert(
      fc.property(word, fc.nat(8), fc.constantFrom("x", "y"), fc.constantFrom("z", "w"), (base, at, first, second) => {
        const put = (letter: string) => `${base.slice(0, at)}${letter}${base.slice(at)}`;
        expect(found(base, [choice("1a", put(first)), choice("2a", put(second))])).toBe("ambiguous");
      }),
    );
  });
});

/** Milliseconds each; what takes the product of the lengths does not end within the time of a test. */
test("a hostile text meets a thousand long choices", () => {
  const many = Array.from({ length: 1000 }, (_, index) =>
    choice(`c${index}`, `${"ab".repeat(60)}${index}`, "aaaa ".repeat(40), "b".repeat(190)),
  );
  const texts = [
    "a".repeat(65_536),
    "ab".repeat(99),
    "a ".repeat(499),
    "-".repeat(1000),
    "\ufdfa".repeat(1000),
    "1".repeat(1000),
    "a-".repeat(95),
    "é\u0301".repeat(300),
  ];
  for (const text of texts) expect(["none", "ambiguous"]).toContain(found(text, many));
});
