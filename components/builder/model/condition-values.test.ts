import { expect, test } from "vitest";
import { conditionToRows } from "#lib/conditions/condition-to-rows.ts";
import { namesIn } from "#lib/conditions/names.ts";
import { isComplete, type Row, type Rows } from "#lib/conditions/rows.ts";
import { conditionSentence } from "#lib/conditions/sentence.ts";
import { LOCALES } from "#lib/i18n/locale.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import type { Context, FlowGraph } from "#lib/engine/types.ts";
import { operandsText, readOperands } from "./condition-operands.ts";
import { begunRow, comparisonsFor, valuesAfter, withComparison, withValue } from "./condition-values.ts";
import { addRow, groupRow, removeRow, setJoin, setRow } from "./rows-editing.ts";

const node = (id: string, node_type: string, config: Context = {}) => ({ id, name: id, node_type, config, position: { x: 0, y: 0 } });
const choices = [
  { id: "exam", title: "Exame" },
  { id: "visit", title: "Consulta" },
];
const flow = (...nodes: FlowGraph["nodes"]): FlowGraph => ({
  nodes,
  transitions: nodes
    .slice(1)
    .map(({ id }, index) => ({ id: `t${index}`, from: nodes[index]?.id ?? "", to: id, exit: "next", condition: null })),
  start: nodes[0]?.id ?? null,
});
const menu = node("menu", "send_choices", { message: "?", choices, context_key: "serviço" });
const say = node("say", "send_message", { message: "!" });
const decide = node("decide", "decision");

test.each<[string, FlowGraph["nodes"], string[]]>([
  ["the last of two answers", [menu, node("hear", "wait_for_input", { context_key: "confirma" }), say, decide], ["confirma", "serviço"]],
  [
    "the choice of a question",
    [node("hear", "wait_for_input", { context_key: "nome" }), menu, decide],
    ["serviço", "serviço_title", "nome"],
  ],
  ["the last message where an answer has no name", [menu, node("hear", "wait_for_input"), decide], ["last_message", "serviço"]],
  ["the last message where nothing is asked", [say, decide], ["last_message"]],
])("%s is offered first", (_, nodes, first) => {
  const values = valuesAfter(flow(...nodes), nodeTypes, "decide");
  expect(values.slice(0, first.length).map(({ source }) => source)).toEqual(first);
});

test("a question's choices are offered, and said by their titles, be they meant by id or by place", () => {
  const graph = flow(menu, decide);
  expect(valuesAfter(graph, nodeTypes, "decide")[0]).toMatchObject({ kind: "choice", choices });
  const names = namesIn(graph, nodeTypes);
  expect(conditionSentence('is_choice(serviço, ["visit", 1])', "pt-BR", names)).toBe("serviço é a opção “Consulta” ou “Exame”");
  expect(conditionSentence("is_choice(outro, 1)", "pt-BR", names)).toBe("outro é a opção 1");
});

test("a row that was only begun is never complete, and every comparison is offered once for every kind of value", () => {
  for (const kind of ["choice", "text", "number", "date", "list", "boolean", "object", null] as const) {
    expect(isComplete(begunRow({ source: "x", setBy: [], kind, choices: [] }))).toBe(false);
    const { fitting, others } = comparisonsFor(kind);
    expect(new Set([...fitting, ...others]).size).toBe(fitting.length + others.length);
    expect(fitting.length + others.length).toBe(22);
  }
});

const row = (value: string, more: Partial<Row> = {}): Row => ({ value, comparison: "answers_yes", negated: false, with: [], ...more });

test("another comparison keeps what it can use, and what was written by hand gives way", () => {
  const text = row("x", { comparison: "same_text", with: [{ text: "a" }], written: 'lower(x) == "a"' });
  expect(withComparison(text, "contains_any", false)).toEqual(row("x", { comparison: "contains_any", with: [{ text: "a" }] }));
  expect(withComparison(text, "more", false)).toEqual(row("x", { comparison: "more", with: [null] }));
  expect(withComparison(text, "is_empty", true)).toEqual(row("x", { comparison: "is_empty", negated: true }));
});

test("rows are added, changed, grouped and removed", () => {
  const [a, b, c] = [row("a"), row("b"), row("c")];
  const two = addRow({ join: "and", items: [a] }, { item: 0, within: null }, b);
  const grouped = groupRow(two, 1, c);
  expect(grouped).toEqual({ join: "and", items: [a, { join: "or", rows: [b, c] }] });
  expect(setJoin(grouped, 1, "and").items[1]).toMatchObject({ join: "and" });
  expect(setRow(grouped, { item: 1, within: 1 }, a).items[1]).toEqual({ join: "or", rows: [b, a] });
  expect(addRow(grouped, { item: 1, within: 0 }, a).items[1]).toEqual({ join: "or", rows: [b, a, c] });
  expect(removeRow(grouped, { item: 1, within: 0 })).toEqual({ join: "and", items: [a, c] });
  expect(removeRow(two, { item: 0, within: null })).toEqual<Rows>({ join: "and", items: [b] });
});

test.each(LOCALES)("what a field shows is read back as the same in %s", (locale) => {
  const code = [
    'same_text(x, "a, b")',
    'contains_any(x, ["a b", "ção"])',
    "is_choice(x, [1, 2])",
    "x > 1234.5",
    "x == -0.25",
    'before(x, "2026-12-05")',
    'after(x, "2026-12-05T14:30")',
    "after(x, today)",
    "before(x, now)",
    "more > outro",
    "same_text(x, contact.name)",
  ];
  for (const each of code) {
    const [found] = conditionToRows(each)?.items ?? [];
    if (found === undefined || "rows" in found) throw new Error(each);
    expect(readOperands(operandsText(found.with, found, locale), found.comparison, locale), each).toEqual(found.with);
  }
});

test("a row about another value is asked about as that is asked for most often, unless something is written", () => {
  const [service] = valuesAfter(flow(menu, decide), nodeTypes, "decide");
  const blank: Row = { value: "x", comparison: "same_text", negated: false, with: [null] };
  expect(withValue(blank, "serviço", service)).toMatchObject({ value: "serviço", comparison: "is_choice" });
  const written: Row = { ...blank, with: [{ text: "visit" }] };
  expect(withValue(written, "serviço", service)).toEqual({ ...written, value: "serviço" });
  const chosen: Row = { ...blank, comparison: "answers_yes", with: [] };
  expect(withValue(chosen, "serviço", service)).toEqual({ ...chosen, value: "serviço" });
});
