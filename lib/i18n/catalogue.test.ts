import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { nodeMessages } from "#lib/nodes/messages.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { CATALOGUES, translator } from "./catalogue.ts";
import { formatter } from "./format.ts";
import { chooseLocale } from "./locale.ts";
import { fill, type Message } from "./message.ts";

const placeholders = (message: Message): string[] =>
  (typeof message === "string" ? [message] : [message.zero ?? "", message.one, message.other])
    .flatMap((text) => text.match(/\{\w+\}/g) ?? [])
    .sort();

test.each(Object.keys(CATALOGUES["pt-BR"]))(
  "the texts of %s say the same in both languages: same keys, same placeholders, none empty",
  (area) => {
    const [pt, en] = [CATALOGUES["pt-BR"][area] ?? {}, CATALOGUES.en[area] ?? {}];
    expect(Object.keys(en).sort()).toEqual(Object.keys(pt).sort());
    for (const [key, message] of Object.entries(pt)) {
      const other = en[key] ?? "";
      expect([...new Set(placeholders(other))], key).toEqual([...new Set(placeholders(message))]);
      for (const each of [message, other]) expect(typeof each === "string" ? each : `${each.one}${each.other}`, key).not.toBe("");
    }
  },
);

test("every text is used: by its name, or by a beginning that the program's data completes", () => {
  const files = globSync(["{app,components,lib}/**/*.{ts,tsx}", "*.ts"]).filter(
    (file) => !file.includes("i18n/messages") && !file.includes(".test."),
  );
  const source = files.map((file) => readFileSync(file, "utf8")).join("\n");
  const named = new Set(source.match(/(?<=["'`])[a-z]+\.[\w-]+(?=["'`])/g));
  const beginnings = [...new Set(source.match(/(?<=`)[a-z]+\.[\w-]*(?=\$\{)/g))];
  const keys = Object.entries(CATALOGUES.en).flatMap(([area, texts]) => Object.keys(texts).map((key) => `${area}.${key}`));
  expect(keys.filter((key) => !named.has(key) && !beginnings.some((beginning) => key.startsWith(beginning)))).toEqual([]);
});

test.each([
  ["en", "pt-BR", "en"],
  ["fr", "en-GB;q=0.8", "en"],
  [undefined, "de, en;q=0.5, pt;q=0.9", "pt-BR"],
  [undefined, "pt-PT", "pt-BR"],
  [undefined, "de", "pt-BR"],
  [undefined, "en;q=0, pt;q=0.1", "pt-BR"],
  [undefined, null, "pt-BR"],
  [undefined, ";;q=x,,", "pt-BR"],
])("cookie %s and Accept-Language %s give %s", (cookie, header, expected) => {
  expect(chooseLocale(cookie, header)).toBe(expected);
});

test.each<[Message, Record<string, string | number>, string]>([
  ["Olá, {name}", { name: "{name}" }, "Olá, {name}"],
  ["{{ name }} stays", { name: "x" }, "{{ name }} stays"],
  ["{a} {b}", { a: 1234.5 }, "1.234,5 {b}"],
  [{ one: "{count} nó", other: "{count} nós" }, { count: 1 }, "1 nó"],
  [{ one: "{count} nó", other: "{count} nós" }, { count: 0 }, "0 nó"],
  [{ zero: "nenhum nó", one: "{count} nó", other: "{count} nós" }, { count: 0 }, "nenhum nó"],
  [{ one: "{count} nó", other: "{count} nós" }, { count: 1_000_000 }, "1.000.000 nós"],
])("%o with %o is %s", (message, params, expected) => {
  expect(fill(message, "pt-BR", params)).toBe(expected);
});

test("a text that only the program's data names may be missing", () => {
  const t = translator("en");
  expect(t.maybe("errors.unauthorized")).toBe("Your session has ended. Sign in again.");
  for (const key of ["errors.no-such", "nowhere.x", "x", "", "errors.constructor", "constructor.name"]) expect(t.maybe(key)).toBeNull();
});

test.each([
  [30, "now"],
  [90, "1 minute ago"],
  [3_600 * 5, "5 hours ago"],
  [86_400, "yesterday"],
  [-86_400 * 3, "in 3 days"],
])("%i seconds ago reads %s", (seconds, expected) => {
  expect(formatter("en").relative(1_800_000_000_000 - seconds * 1_000, 1_800_000_000_000)).toBe(expected);
});

test.each([
  [0, "0 sec"],
  [59, "59 sec"],
  [7_500, "2 hr 5 min"],
  [90_061, "1 day 1 hr"],
])("%i seconds last %s", (seconds, expected) => {
  expect(formatter("en").duration(seconds)).toBe(expected);
});

/** Words of this house and stiff ones, which no page explains; what is said instead stands in the catalogue. */
const HOUSE_WORDS = {
  "pt-BR":
    /execuç(?:ão|ões)|\bcontexto\b|pela fila|pelo worker|pôr um fim|não salvo\b|mesmo nome com _|campo “prompt”|sabe ter|já foi tratado/i,
  en: /\bexecutions?\b|\bcan not\b|the way on\b|\bput in\b|that is there|queue and the worker|same name with _|field “prompt”|takes .* down|gives thanks/i,
};

test.each(["pt-BR", "en"] as const)("no text in %s has a word that a receptionist would have to ask about", (locale) => {
  // The engine's own words for problems are the API's, too.
  const areas = Object.entries(CATALOGUES[locale]).filter(([area]) => locale !== "en" || area !== "problems");
  const catalogue = areas.flatMap(([area, texts]) =>
    Object.entries(texts).map(([key, message]) => [`${area}.${key}`, JSON.stringify(message)] as const),
  );
  const nodes = [...nodeTypes.keys()].map((type) => [type, JSON.stringify({ ...nodeMessages(type, locale), keywords: [] })] as const);
  const found = [...catalogue, ...nodes].flatMap(([key, text]) => {
    const word = HOUSE_WORDS[locale].exec(text.replaceAll(/\{\w+\}/g, ""))?.[0];
    return word === undefined ? [] : [`${key}: ${word}`];
  });
  expect(found).toEqual([]);
});
