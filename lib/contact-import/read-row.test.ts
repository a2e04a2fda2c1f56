import { expect, test } from "vitest";
import type { ContactField } from "../engine/contact-fields/types.ts";
import { guessTargets, type Target } from "./columns.ts";
import { readRow } from "./read-row.ts";

const fields: ContactField[] = [
  { key: "plan", name: "Plano", type: "choice", choices: ["Ouro", "Prata"] },
  { key: "born", name: "Nascimento", type: "date", choices: [] },
];
const targets: Target[] = ["phone", "name", "language", "labels", "consent", "fields.plan", "fields.born", "fields.other"];
const heads = ["Fone", "Nome", "Idioma", "Tags", "Aceita", "Plano", "Nasc", "Outro"];
const read = (cells: string[], labels: string[] = []) =>
  readRow(cells, {
    ...{ heads, targets, fields, labels, language: "pt-BR" },
    readPhone: (text) => (/^\d+$/.test(text) ? { waId: text } : { problem: "phone_unreadable" }),
  });

test("a row says what its columns hold, each read by its type; what is empty says nothing", () => {
  expect(read(["5511", "Ana", "pt_BR", "vip; novo,vip", "Sim", "ouro", "28/02/1990", "007"], ["lista"])).toEqual({
    waId: "5511",
    changes: {
      name: "Ana",
      language: "pt-BR",
      labels_on: ["lista", "vip", "novo"],
      consent: "opted_in",
      fields: { plan: "Ouro", born: "1990-02-28", other: "007" },
    },
    problems: [],
  });
  expect(read(["5511"])).toEqual({ waId: "5511", changes: {}, problems: [] });
});

test("all that is wrong with a row is told at once, with the column's head", () => {
  const { waId, problems } = read(["x", "n".repeat(201), "português", "l".repeat(101), "talvez", "bronze", "30/02/1990", ""]);
  expect(waId).toBeNull();
  expect(problems).toEqual([
    { code: "phone_unreadable", column: "Fone" },
    { code: "name_too_long", column: "Nome" },
    { code: "language_unknown", column: "Idioma" },
    { code: "label_too_long", column: "Tags" },
    { code: "consent_unknown", column: "Aceita" },
    { code: "field_wrong", column: "Plano" },
    { code: "field_wrong", column: "Nasc" },
  ]);
  expect(read(["", "Ana"]).problems).toEqual([{ code: "phone_missing", column: "Fone" }]);
});

test("columns are known by their heads in both languages, each once", () => {
  expect(guessTargets(["Nome", "TELEFONE", "plano", "Nascimento", "celular", "Etiquetas", "?"], fields)).toEqual([
    "name",
    "phone",
    "fields.plan",
    "fields.born",
    null,
    "labels",
    null,
  ]);
});
