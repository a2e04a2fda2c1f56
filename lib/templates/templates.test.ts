import { describe, expect, test } from "vitest";
import { conditionToRows } from "../conditions/condition-to-rows.ts";
import { allRows } from "../conditions/rows.ts";
import { rowsToCode } from "../conditions/rows-to-code.ts";
import { compile } from "../engine/compile.ts";
import type { FlowGraph } from "../engine/types.ts";
import { validate } from "../engine/validate/validate.ts";
import { runFlowTest, sessionOf } from "../flow-tests/run.ts";
import { LOCALES } from "../i18n/locale.ts";
import { nodeTypes } from "../nodes/registry.ts";
import { TEMPLATE_IDS, templateOf } from "./registry.ts";

describe.each(TEMPLATE_IDS)("%s", (id) => {
  test.each(LOCALES)("in %s has nothing to complain about", (locale) => {
    expect(validate(templateOf(id, locale).graph, nodeTypes)).toEqual([]);
  });

  test.each(LOCALES)("in %s has conditions that can be chosen, as a person chooses them", (locale) => {
    for (const { condition } of templateOf(id, locale).graph.transitions) {
      const rows = condition === null ? null : conditionToRows(condition);
      if (condition !== null) expect(rows && rowsToCode(rows)).toBe(condition);
      expect((rows === null ? [] : allRows(rows)).filter(({ written }) => written !== undefined)).toEqual([]);
    }
  });

  test("has the same nodes and ways in every language", () => {
    const shape = ({ nodes, transitions, start }: FlowGraph) => ({
      start,
      nodes: nodes.map((node) => [node.id, node.node_type, node.position]),
      ways: transitions.map(({ from, to, exit, condition }) => [from, to, exit, condition === null]),
    });
    const [first, ...others] = LOCALES.map((locale) => shape(templateOf(id, locale).graph));
    for (const other of others) expect(other).toEqual(first);
  });

  test.each(LOCALES)("in %s does in its tests what it says, and each of its nodes is met in one of them", (locale) => {
    const { graph, tests } = templateOf(id, locale);
    const flow = compile(graph, nodeTypes);
    expect(tests.map((each) => runFlowTest(flow, each)).filter(({ passed }) => !passed)).toEqual([]);
    // Every conversation comes to its end, with something said in it.
    for (const { name, turns } of tests) {
      expect(turns.at(-1)?.expect, name).toMatchObject({ status: "completed" });
      expect(turns.flatMap((turn) => turn.expect.messages ?? []).length, name).toBeGreaterThan(0);
    }
    const met = new Set(
      tests.flatMap((each) => sessionOf(flow, each).moments.flatMap(({ device }) => device.visits.map(({ nodeId }) => nodeId))),
    );
    expect(graph.nodes.filter((node) => !met.has(node.id)).map((node) => node.id)).toEqual([]);
  });
});
