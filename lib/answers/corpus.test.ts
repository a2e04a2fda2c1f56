import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ANSWER_READERS, type AnswerType } from "./registry.ts";
import type { AnswerSettings, Reading } from "./reading.ts";

const FOLDER = join(import.meta.dirname, "corpus");
/** A Monday, 10:00 in São Paulo. */
const SETTINGS: AnswerSettings = {
  now: Date.parse("2026-11-30T10:00:00-03:00"),
  timeZone: "America/Sao_Paulo",
  language: "pt-BR",
  country: "BR",
};

/** As the corpus writes a reading: the value, two in a list where it is asked back, null where it is none. */
const written = (reading: Reading) =>
  reading.kind === "value" ? reading.value : reading.kind === "ambiguous" ? [...reading.values] : null;

test("every type has a corpus", () => {
  expect(
    readdirSync(FOLDER)
      .map((name) => name.replace(".json", ""))
      .sort(),
  ).toEqual(Object.keys(ANSWER_READERS).sort());
});

describe.each(Object.keys(ANSWER_READERS) as AnswerType[])("%s", (type) => {
  const corpus = JSON.parse(readFileSync(join(FOLDER, `${type}.json`), "utf8")) as Record<string, unknown>;
  test.each(Object.entries(corpus))("%s", (said, expected) => {
    expect(written(ANSWER_READERS[type](said, SETTINGS))).toEqual(expected);
  });
});
