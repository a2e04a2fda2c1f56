import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type CallName, CALL_NAMES, isCall } from "../engine/calls.ts";
import type { Effect } from "../engine/types.ts";
import { nodeTypes } from "../nodes/registry.ts";
import type { WriteEffect } from "./define-effect.ts";
import { CALL_TYPES, WRITES } from "./registry.ts";

/** What stands in an effect's cases.json: of a write the effects, of a call its requests and results. */
interface Cases {
  valid: unknown[];
  invalid: unknown[];
  results?: unknown[];
  invalid_results?: unknown[];
}

const here = import.meta.dirname;
const folders = readdirSync(here, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const writes = new Map<string, WriteEffect>(Object.entries(WRITES) as [string, WriteEffect][]);
const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

test("every folder is in the registry, and the registry has nothing else", () => {
  expect([...writes.keys(), ...Object.keys(CALL_TYPES)].sort()).toEqual(folders.sort());
  expect(Object.keys(CALL_TYPES)).toEqual(CALL_NAMES);
});

describe.each(folders)("%s", (folder) => {
  const cases = read(`${here}/${folder}/cases.json`) as Cases;
  const call = CALL_NAMES.includes(folder as CallName) ? CALL_TYPES[folder as CallName] : undefined;
  const schema = call?.request ?? writes.get(folder)?.effect;

  test("has cases of both kinds, and its own name", () => {
    expect(cases.valid).not.toHaveLength(0);
    expect(cases.invalid).not.toHaveLength(0);
    expect((call ?? writes.get(folder))?.type).toBe(folder);
  });
  test.each(cases.valid)("takes %j as it is", (one) => {
    expect(schema?.parse(one)).toEqual(one);
  });
  test.each(cases.invalid)("refuses %j", (one) => {
    expect(schema?.safeParse(one).success).toBe(false);
  });
  if (call === undefined) return;

  test("has results of both kinds", () => {
    expect(cases.results).not.toHaveLength(0);
    expect(cases.invalid_results).not.toHaveLength(0);
  });
  test.each(cases.results ?? [])("takes the result %j as it is", (one) => {
    expect(call.result.parse(one)).toEqual(one);
  });
  test.each(cases.invalid_results ?? [])("refuses the result %j", (one) => {
    expect(call.result.safeParse(one).success).toBe(false);
  });
  test("its mock and its failures are results", () => {
    for (const request of cases.valid) call.result.parse(call.mock(call.request.parse(request)));
    for (const code of ["not_needed", "interrupted", "invalid_request"] as const) call.result.parse(call.failed(code));
  });
});

/** Every effect that stands anywhere in a JSON file. */
function effectsIn(value: unknown): Effect[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => (key === "effects" ? (part as Effect[]) : effectsIn(part)));
}

const filesWithEffects = [
  ...readdirSync(`${here}/../engine/conversations`).map((file) => `../engine/conversations/${file}`),
  ...[...nodeTypes.keys()].map((type) => `../nodes/${type}/cases.json`),
];

test.each(filesWithEffects)("the effects in %s are as their schemas say", (file) => {
  for (const effect of effectsIn(read(`${here}/${file}`))) {
    if (isCall(effect)) expect(CALL_TYPES[effect.type].request.parse(effect.request)).toEqual(effect.request);
    else expect(writes.get(effect.type)?.effect.parse(effect)).toEqual(effect);
  }
});
