import { expect, test } from "vitest";
import { validate } from "#lib/engine/validate/validate.ts";
import { nodeTypes } from "#lib/nodes/registry.ts";
import { bestChoice, NEW, nodeChoices, nodesFirst, optionChoices } from "../palette/node-choices.ts";
import { fromClipboard, toClipboard } from "./clipboard.ts";
import { pieceOf } from "./commands/paste.ts";
import { blankOf, exitRows, rowsToRead } from "./exits.ts";
import { findNodes } from "./find.ts";
import { arrowsOf, graphOf } from "./graph.fixture.ts";
import { nodesOnly } from "./graph.ts";
import { idsFor } from "./new-ids.ts";
import { outlineOf } from "./outline.ts";
import { quickFixes } from "./quick-fix.ts";
import { parseSample, sampleContext } from "#components/node-form/sample/sample-context.ts";
import { pathsBefore } from "./upstream.ts";

test("a fresh id is never one that is there", () => {
  const graph = graphOf("n_00000; n_i0000");
  const values = [0, 0.5, 0.9];
  expect(idsFor(graph, () => values.shift() ?? 0.99)("node")).toBe("n_weeee");
});

const asking = graphOf(
  "a -> b; b -> c; c -> d; d -> b; x -> c",
  { a: "send_message", b: "wait_for_input", c: "ai_completion", d: "decision", x: "wait_for_input" },
  {
    b: { context_key: "name" },
    c: { context_key: "answer" },
    x: { context_key: "other" },
  },
);
const known = (nodeId: string, after = false) =>
  pathsBefore(asking, nodeTypes, nodeId, { after })
    .filter(({ setBy }) => setBy.length > 0)
    .map(({ path, setBy }) => `${path} (${setBy.join()})`);

test.each([
  ["the start", "a", false, []],
  ["a node in a circle", "b", false, ["name (B)", "answer (C)", "answer_error (C)", "other (X)"]],
  ["a node that nothing leads to", "x", false, []],
  ["a decision's own conditions", "d", true, ["name (B)", "answer (C)", "answer_error (C)", "other (X)"]],
  ["the conditions after a question", "x", true, ["other (X)"]],
])("what %s may read is what was set on some way to it", (_, nodeId, after, expected) => {
  expect(known(nodeId, after).sort()).toEqual([...expected].sort());
});

test("the node's own words and the built-in ones are offered too", () => {
  expect(pathsBefore(asking, nodeTypes, "c").map(({ path }) => path)).toEqual(
    expect.arrayContaining(["response", "last_message", "message.data.referral.source_id", "contact.name"]),
  );
  expect(pathsBefore(asking, nodeTypes, "c", { after: true }).map(({ path }) => path)).not.toContain("response");
});

test("a sample stands in for what is not known and gives way to what the author wrote", () => {
  const context = sampleContext(
    [
      { path: "name", setBy: ["B"] },
      { path: "age", setBy: [] },
      { path: "contact.name", setBy: [] },
      { path: "simulated", setBy: [] },
    ],
    { age: 30 },
  );
  expect(context).toMatchObject({ name: "‹name›", age: 30, contact: { name: "Ana Souza" }, simulated: false });
  expect([parseSample('{"a":1}'), parseSample("[1]"), parseSample("{")]).toEqual([{ a: 1 }, null, null]);
});

test.each([
  ["one way", "a -> b", "send_message", ["transition"]],
  ["none", "a", "send_message", ["exit"]],
  ["conditions without a rest", "a -(x)-> b", "send_message", ["transition", "exit"]],
  ["a decision", "a -(x)-> b; a -> c", "decision", ["transition 1", "transition 2", "new"]],
  ["an AI answer", "a -> b", "ai_completion", ["transition", "exit"]],
  ["an End", "a", "end", []],
  ["a way by an exit that is gone", "a -> b; a -[old]-> b", "send_message", ["transition", "transition"]],
])("a card shows the exits of %s", (_, arrows, type, expected) => {
  const graph = graphOf(arrows, { a: type });
  const node = graph.nodes.find(({ id }) => id === "a");
  const rows = node
    ? exitRows(
        node,
        graph.transitions.filter(({ from }) => from === "a"),
        nodeTypes,
      )
    : [];
  expect(rows.map((row) => (row.kind === "transition" && row.order !== null ? `transition ${row.order}` : row.kind))).toEqual(expected);
});

test.each([
  ["alone", "a -> b", [null]],
  ["last", "a -(x)-> b; a -> c", [null, "otherwise"]],
  ["before another", "a -> b; a -> c", ["missing", "otherwise"]],
  ["before a condition", "a -> b; a -(x)-> c", ["missing", null]],
])("a transition without a condition that stands %s among those of its exit is called what it is", (_, arrows, expected) => {
  const { transitions } = graphOf(arrows);
  expect(transitions.map((arrow, index) => blankOf(arrow, index + 1, transitions.length))).toEqual(expected);
});

test("a card that is there to be read offers no new condition, and still shows what leads nowhere", () => {
  const graph = graphOf("a -(x)-> b", { a: "decision" });
  const rows = graph.nodes.flatMap((node) => (node.id === "a" ? exitRows(node, graph.transitions, nodeTypes) : []));
  expect(rows.map(({ kind }) => kind)).toEqual(["transition", "exit", "new"]);
  expect(rowsToRead(rows).map(({ kind }) => kind)).toEqual(["transition", "exit"]);
});

test("the outline reads as the conversation runs, indents branches, and names what leads back", () => {
  const { items, loose } = outlineOf(graphOf("a -> b; b -(x)-> c; b -> d; c -> a; z -> y"));
  expect(items.map(({ node, depth, via, again }) => `${depth} ${via?.id ?? "-"} ${node.id}${again ? " again" : ""}`)).toEqual([
    "0 - a",
    "0 t1 b",
    "1 t2 c",
    "1 t4 a again",
    "1 t3 d",
  ]);
  expect(loose.map(({ node }) => node.id)).toEqual(["z", "y"]);
});

test("the outline tells the otherwise of a branch, and a condition that is not written yet", () => {
  const { items } = outlineOf(graphOf("a -(x)-> b; a -> c; a -> d; d -> e; d -[error]-> f"));
  expect(items.map(({ node, blank }) => `${node.id} ${blank ?? "-"}`)).toEqual(["a -", "b -", "c missing", "d otherwise", "e -", "f -"]);
});

test("a circle that nothing leads to is in the outline too", () => {
  expect(outlineOf(graphOf("a; b -> c; c -> b")).loose.map(({ node }) => node.id)).toEqual(["b", "c", "b"]);
});

test("finding ignores case and accents, looks into options and conditions, and puts names first", () => {
  const graph = graphOf("a -(idade > 3)-> b; c", {}, { b: { message: "Olá, você tem a idade?" }, c: { rows: [{ title: "Idade" }] } });
  graph.nodes[2] = { ...graph.nodes[0], id: "n", name: "IDÁDE", node_type: "end", config: {}, position: { x: 0, y: 0 } };
  const find = (words: string) => findNodes(graph, words, (condition) => `${condition.replace(">", "é maior que")} anos`);
  expect(find("idade").map(({ nodeId }) => nodeId)).toEqual(["n", "a", "b"]);
  expect(find("voce")[0]?.excerpt).toContain("você");
  expect(find("VOCE\u0302")[0]?.excerpt).toContain("você");
  expect(find("  ")).toEqual([]);
  // As the page says it, and as it is written.
  expect(find("maior que 3 anos")).toEqual([{ nodeId: "a", excerpt: "idade é maior que 3 anos" }]);
  expect(find("> 3")).toEqual([{ nodeId: "a", excerpt: "idade > 3" }]);
});

test("what is copied comes back equal, and other text is not taken for it", () => {
  const piece = pieceOf(graphOf("a -(x)-> b"), nodesOnly("a", "b"));
  expect(fromClipboard(toClipboard(piece))).toEqual(piece);
  for (const text of ["", "siga.nodes", '{"format":"siga.nodes","nodes":[{"id":1}]}', '{"nodes":[]}'])
    expect(fromClipboard(text)).toBeNull();
});

test.each([
  ["no_start", "a -> b", "b", { a: "send_message", b: "end" }, null],
  ["dangling_exit", "a", null, { a: "send_message" }, "a"],
  ["no_fallback", "a -(x)-> b", null, { a: "decision", b: "end" }, "a"],
  ["shadowed_transition", "a -> b; a -(x)-> b", null, { a: "decision", b: "end" }, "a"],
  ["unknown_exit", "a -[old]-> b", null, { a: "send_message", b: "end" }, "a"],
  ["unreachable_node", "a; b", null, { a: "end", b: "end" }, "a"],
] as const)("the quick fix for %s makes the issue go away and brings no error", (code, arrows, _, types, start) => {
  const graph = { ...graphOf(arrows, types), start };
  const issue = validate(graph, nodeTypes).find((found) => found.code === code);
  const fixes = issue ? quickFixes(issue, graph, { nodeTypes, endName: "End" }) : [];
  expect(fixes.length).toBeGreaterThan(0);
  for (const fix of fixes) {
    const left = validate(fix.apply(graph), nodeTypes);
    expect(left.filter((found) => found.code === code || found.severity === "error")).toEqual([]);
  }
});

test("an unknown option is taken away by its quick fix", () => {
  const graph = graphOf("a", { a: "end" }, { a: { colour: "red" } });
  const issue = validate(graph, nodeTypes).find(({ code }) => code === "unknown_option");
  const fixed = issue && quickFixes(issue, graph, { nodeTypes, endName: "End" })[0]?.apply(graph);
  expect(fixed?.nodes[0]?.config).toEqual({});
  expect(arrowsOf(graph)).toBe("");
});

test.each([
  ["en", "end", "end"],
  ["en", "message", "send_message"],
  ["en", "if", "decision"],
  ["en", "gpt", "ai_completion"],
  ["en", "ai", "ai_completion"],
  ["en", "wait", "wait_for_input"],
  ["en", "choice", "send_choices"],
  ["en", "menu", "send_choices"],
  ["pt-BR", "ia", "ai_completion"],
  ["pt-BR", "se", "decision"],
  ["pt-BR", "condicao", "decision"],
  ["pt-BR", "pergunta", "wait_for_input"],
  ["pt-BR", "botoes", "send_choices"],
  ["pt-BR", "localizacao", "send_location"],
  ["pt-BR", "mapa", "send_location"],
  ["pt-BR", "link", "send_link"],
  ["pt-BR", "reagir", "react"],
  ["pt-BR", "curtir", "react"],
  ["pt-BR", "contato", "send_contact"],
  ["pt-BR", "pedir localização", "ask_location"],
  ["pt-BR", "nome de usuario", "ask_contact"],
  ["pt-BR", "telefone", "wait_for_input"],
  ["en", "location", "send_location"],
  ["en", "contact", "send_contact"],
  ["en", "vcard", "send_contact"],
  ["en", "website", "send_link"],
  ["en", "emoji", "react"],
] as const)("Enter in the palette, in %s on %s, means %s", (locale, words, expected) => {
  expect(bestChoice(nodeChoices(locale, words), words)?.type.type).toBe(expected);
});

test.each([
  ["en", "delay"],
  ["en", "reminder"],
  ["pt-BR", "espera"],
  ["pt-BR", "pausa"],
  ["pt-BR", "lembrete"],
] as const)("the option that waits before going on is found, in %s by %s", (locale, words) => {
  expect(optionChoices(locale, words)).toContainEqual(
    expect.objectContaining({ option: "delay_seconds", type: expect.objectContaining({ type: "send_message" }) as unknown }),
  );
});

test.each(["ia", "fim", "menu", "mensagem"])("only what is meant is offered for %s, not what speaks of it", (words) => {
  expect(nodeChoices("pt-BR", words).flatMap(({ choices }) => choices).length).toBeLessThan(3);
});

test("a node that is called just so is meant before a new one, and a new one where both only begin so", () => {
  expect(nodesFirst("node a", "fim", ["Fim"])).toBeGreaterThan(nodesFirst(`${NEW}end`, "fim", ["Fim"]));
  expect(nodesFirst("node a", "ouvir o dia", ["Ouvir o dia"])).toBeGreaterThan(nodesFirst(`${NEW}wait`, "ouvir o dia", ["Ouvir"]));
  expect(nodesFirst("node a", "en", ["Entrada"])).toBeLessThan(nodesFirst(`${NEW}message`, "en", ["Enviar mensagem"]));
});
