import { optionProblem } from "../engine/options.ts";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import conditions from "../engine/condition.cases.json" with { type: "json" };
import { evaluate } from "../engine/condition.ts";
import { ISSUE_CODES } from "../engine/validate/issue.ts";
import { type Problem, toProblem } from "../engine/problem/problem.ts";
import { PROBLEMS } from "../engine/problem/problems.ts";
import templates from "../engine/template.cases.json" with { type: "json" };
import { render } from "../engine/template.ts";
import type { Context } from "../engine/types.ts";
import { translator } from "../i18n/catalogue.ts";
import { LOCALES } from "../i18n/locale.ts";
import { nodeTypes } from "./registry.ts";
import { problemText, reasonText } from "./problem-text.ts";
import { nodeMessages } from "./messages.ts";

const inEach = (codes: readonly string[]) => LOCALES.flatMap((locale) => codes.map((code) => ({ locale, code })));

test.each(inEach(Object.keys(PROBLEMS)))("the problem $code has words in $locale", ({ locale, code }) => {
  expect(translator(locale).maybe(`problems.${code}`)).toMatch(/\S/);
});

test.each(inEach(ISSUE_CODES))("the issue $code has words in $locale", ({ locale, code }) => {
  expect(translator(locale).maybe(`builder.issue_${code}`)).toMatch(/\S/);
});

interface Case {
  check?: string[];
  enter?: { unhandled?: Problem };
  resume?: { outcome: { unhandled?: Problem } }[];
}

const told = readdirSync(import.meta.dirname, { withFileTypes: true }).flatMap((entry) => {
  if (!entry.isDirectory()) return [];
  const cases = JSON.parse(readFileSync(`${import.meta.dirname}/${entry.name}/cases.json`, "utf8")) as Case[];
  const issues = cases.flatMap(({ check }) => check ?? []).map((code) => ({ type: entry.name, kind: "issues" as const, code }));
  const outcomes = cases.flatMap(({ enter, resume = [] }) => [enter, ...resume.map(({ outcome }) => outcome)]);
  return [
    ...issues,
    ...outcomes.flatMap((outcome) =>
      outcome?.unhandled ? [{ type: entry.name, kind: "problems" as const, code: outcome.unhandled.code }] : [],
    ),
  ];
});

test.each(LOCALES.flatMap((locale) => told.map((one) => ({ ...one, locale }))))(
  "$code of $type has words in $locale",
  ({ type, kind, code, locale }) => {
    const shared = kind === "issues" ? `builder.issue_${code}` : `problems.${code}`;
    expect(nodeMessages(type, locale)[kind]?.[code] ?? translator(locale).maybe(shared)).not.toBeNull();
  },
);

interface Group {
  context?: Context;
  refuses?: [source: string, code: string][];
}

const refused = [
  { groups: conditions as unknown as Group[], run: evaluate },
  { groups: templates as unknown as Group[], run: render },
].flatMap(({ groups, run }) =>
  groups.flatMap(({ context = {}, refuses = [] }) => refuses.map(([source]) => ({ source, run: () => run(source, context) }))),
);

function problemFrom(run: () => unknown): Problem {
  try {
    run();
  } catch (error) {
    return toProblem(error);
  }
  throw new Error("nothing was refused");
}

const codesIn = ({ code, params }: Problem): string[] => [
  code,
  ...Object.values(params).flatMap((param) => (typeof param === "object" ? codesIn(param) : [])),
];

test.each(refused)("$source is refused by codes alone, in Portuguese without a word of the English", ({ run }) => {
  const problem = problemFrom(run);
  expect(codesIn(problem)).not.toContain("unexpected");
  const portuguese = problemText(problem, "pt-BR");
  expect(portuguese).not.toMatch(/\b(the|can not|is missing|Write|not closed|expected|a value)\b/);
  expect(portuguese).not.toMatch(/\{(where|problem|said|near|name|most)\}/);
});

test("a reason names its node and field as the author knows them, and its parts are said in the same language", () => {
  const problem = problemFrom(() => render("Oi {{ nome ", {}));
  const reason: Problem = {
    code: "in_node",
    params: { node: "Oi", node_type: "send_message", problem: { code: "in_field", params: { field: "message", problem }, message: "…" } },
    message: "…",
  };
  expect(problemText(reason, "pt-BR")).toBe(
    "Em “Oi”: Mensagem: Linha 1, coluna 4: Não dá para entender o texto: “{{ nome ” não foi fechado com }}. Confira os {{ }} e {% %} ali.",
  );
});

test("an option that a node type refuses is told by code", () => {
  for (const type of nodeTypes.values()) {
    for (const [option, value] of Object.keys(type.config.shape).flatMap((name) =>
      [[], {}, "x".repeat(70_000), -1, 1e9, "__proto__"].map((wrong) => [name, wrong] as const),
    )) {
      const parsed = type.config.safeParse({ ...type.defaults, [option]: value });
      for (const issue of parsed.error?.issues ?? [])
        expect(optionProblem(issue).code, `${type.type} ${option}`).toMatch(/^must_(be|have)_/);
    }
  }
});

test.each<[string, { reason: string | null; problem?: Problem | null }, string | null]>([
  ["with a code", { reason: "no", problem: { code: "no_reason", params: {}, message: "no" } }, "ele não deu o motivo"],
  ["with a code that nobody knows", { reason: "no", problem: { code: "constructor", params: {}, message: "no" } }, "no"],
  ["without one", { reason: "because" }, "because"],
  ["that is none", { reason: null, problem: null }, null],
])("a reason %s", (_, execution, text) => {
  expect(reasonText(execution, "pt-BR")).toBe(text);
});
