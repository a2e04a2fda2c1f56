import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FieldError } from "../engine/render-field.ts";
import type { ContactField } from "#lib/engine/contact-fields/types.ts";
import type { Calendar } from "../engine/calendar/types.ts";
import type { Outcome, ResumeEvent } from "../engine/define-node.ts";
import { findFlow } from "../engine/frames.ts";
import type { Context } from "../engine/types.ts";
import { nodeTypes } from "./registry.ts";

/** One case of a node type's cases.json. What is left out is not looked at. */
interface Case {
  name: string;
  config: Context;
  /** Makes `config.message` this many times as long. */
  repeat_message?: number;
  context?: Context;
  /** When the node is entered, in milliseconds since 1970 or as ISO text. */
  at?: number | string;
  calendars?: Calendar[];
  /** The published versions of other flows, by the flow's id. */
  flows?: { [flowId: string]: number };
  /** Exits by which something leads on. */
  connected?: string[];
  contactFields?: ContactField[];
  enter?: Outcome;
  resume?: { event: ResumeEvent; outcome: Outcome }[];
  exits?: string[];
  sets?: string[];
  waits?: boolean;
  /** Codes of the issues that the node type's own check finds. */
  check?: string[];
  /** Options that the schema refuses. */
  rejects?: string[];
  /** The field that a `FieldError` names when the node is entered. */
  fails?: string;
}

const here = import.meta.dirname;
const folders = readdirSync(here, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

test("every folder is in the registry, and the registry has nothing else", () => {
  expect([...nodeTypes.keys()].sort()).toEqual(folders.sort());
});

describe.each(folders)("%s", (folder) => {
  const cases = JSON.parse(readFileSync(`${here}/${folder}/cases.json`, "utf8")) as Case[];
  const nodeType = nodeTypes.get(folder);
  if (!nodeType) throw new Error(`lib/nodes/registry.ts does not list ${folder}`);

  test("has help for authors, cases, and a valid config from the palette", () => {
    expect(readFileSync(`${here}/${folder}/README.md`, "utf8")).not.toBe("");
    expect(cases).not.toHaveLength(0);
    expect(nodeType.config.safeParse(nodeType.defaults).success).toBe(true);
  });

  test.each(cases)("$name", (one) => {
    const written = one.repeat_message ? { ...one.config, message: String(one.config.message).repeat(one.repeat_message) } : one.config;
    const parsed = nodeType.config.safeParse(written);
    expect(parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join("."))).toEqual(one.rejects ?? []);
    if (!parsed.success) return;

    const config = parsed.data;
    expect(typeof nodeType.summary(config)).toBe("string");
    if (one.exits) expect(nodeType.exits(config)).toEqual(one.exits);
    if (one.sets) expect(nodeType.sets(config)).toEqual(one.sets);
    if (one.waits !== undefined) expect(nodeType.waits?.(config) ?? false).toBe(one.waits);
    if (one.check) expect((nodeType.check?.(config) ?? []).map(({ code }) => code)).toEqual(one.check);

    let context = one.context ?? {};
    const at = typeof one.at === "string" ? Date.parse(one.at) : (one.at ?? 1_000_000);
    const flow = {
      start: null,
      nodes: new Map(),
      flows: { published: (id: number) => one.flows?.[id] ?? null, version: () => ({ start: null, nodes: new Map() }) },
    };
    const given = {
      ...(one.calendars && { calendars: one.calendars }),
      ...(one.contactFields && { contactFields: one.contactFields }),
      ...(one.connected && { connected: one.connected }),
      findFlow: (id: number, mode: "return" | "go") => findFlow(flow, 0, id, mode),
    };
    const enter = () => nodeType.enter({ config, context, at, nodeId: "node", token: "v1", data: {}, ...given });
    if (one.fails) {
      expect(enter).toThrow(FieldError);
      expect(enter).toThrow(expect.objectContaining({ field: one.fails }));
    }
    if (!one.enter) return;

    let outcome = enter();
    expect(outcome).toEqual(one.enter);
    for (const [index, { event, outcome: expected }] of (one.resume ?? []).entries()) {
      const data: Context = "wait" in outcome ? (outcome.wait.data ?? {}) : {};
      context = { ...context, ...outcome.set };
      const resumed = nodeType.resume?.({ config, context, at: event.at, nodeId: "node", token: `v${index + 2}`, data, ...given }, event);
      expect(resumed).toEqual(expected);
      if (resumed) outcome = resumed;
    }
  });
});
