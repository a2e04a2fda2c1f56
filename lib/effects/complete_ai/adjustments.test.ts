import { expect, test } from "vitest";
import cases from "./adjustments.cases.json" with { type: "json" };
import { adjust, adjustmentsOf, learnFrom } from "./adjustments.ts";

const SENT = {
  model: "m",
  messages: [
    { role: "system", content: "Seja breve." },
    { role: "user", content: "Oi" },
  ],
  stream: false,
  temperature: 0.2,
  max_tokens: 300,
  top_p: 1,
  stop: ["x"],
  seed: 7,
  response_format: { type: "json_schema" },
};

interface Case {
  name: string;
  status?: number;
  code?: string;
  param?: string;
  words: string;
  learned: Record<string, string | null> | null;
}

test.each(cases as unknown as Case[])("$name", ({ status = 400, code = null, param = null, words, learned }) => {
  expect(learnFrom({ kind: "error", status, code, words, parameter: param, passing: false }, SENT)).toEqual(learned);
});

test("a request is sent as the model takes it, and what was learned of others leaves it alone", () => {
  const { temperature, max_tokens, ...rest } = SENT;
  expect(adjust(SENT, { max_tokens: "max_completion_tokens", temperature: null, "seed=8": null })).toEqual({
    ...rest,
    max_completion_tokens: max_tokens,
  });
  expect(adjust(SENT, { "temperature=0.2": null, "seed=7": null })).not.toHaveProperty("temperature");
  expect(adjust({ ...SENT, temperature: 0.3 }, { "temperature=0.2": null })).toMatchObject({ temperature: 0.3 });
  // A name that was refused in its turn, and one that leads back.
  expect(adjust(SENT, { max_tokens: "max_completion_tokens", max_completion_tokens: null })).not.toHaveProperty("max_completion_tokens");
  expect(adjust(SENT, { max_tokens: "max_completion_tokens", max_completion_tokens: "max_tokens" })).not.toHaveProperty("max_tokens");
  // What the author gave under the newer name stays.
  expect(adjust({ ...SENT, max_completion_tokens: 9 }, { max_tokens: "max_completion_tokens" })).toMatchObject({
    max_completion_tokens: 9,
  });
  expect(adjust(SENT, { "messages.system": "user" })).toMatchObject({ messages: [{ role: "user", content: "Seja breve.\n\nOi" }] });
  expect(temperature).toBe(0.2);
});

test("only what changes this request is told of it", () => {
  const learned = { max_tokens: "max_completion_tokens", top_k: null, "temperature=0.2": null, "seed=8": null, "messages.system": "user" };
  expect(adjustmentsOf(SENT, learned)).toEqual({ max_tokens: "max_completion_tokens", "temperature=0.2": null, "messages.system": "user" });
  expect(adjustmentsOf({ messages: [] }, learned)).toEqual({});
});
