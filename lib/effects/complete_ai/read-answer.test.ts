import fc from "fast-check";
import { expect, test } from "vitest";
import cases from "./read-answer.cases.json" with { type: "json" };
import { readAnswer } from "./read-answer.ts";

interface Case {
  name: string;
  status?: number;
  type?: string;
  /** What came, or the JSON of it. */
  body?: string;
  json?: unknown;
  /** One of these three. */
  text?: string;
  fails?: string;
  error?: number;
  says?: string;
  passing?: boolean;
}

test.each(cases as Case[])("$name", ({ status = 200, type = "application/json", body, json, text, fails, error, says = "", passing }) => {
  const answer = readAnswer({ status, type, body: body ?? JSON.stringify(json) });
  if (text !== undefined) expect(answer).toMatchObject({ kind: "text", text });
  else if (fails !== undefined) expect(answer).toMatchObject({ kind: "failure", code: fails, error: expect.stringContaining(says) });
  else expect(answer).toMatchObject({ kind: "error", status: error, passing });
});

test("whatever comes is read, and no failure repeats it", () => {
  const secret = "sk-secret-0123456789";
  const value = fc.oneof(fc.constant(secret), fc.jsonValue());
  const content = fc.oneof(value, fc.array(fc.record({ type: value, text: value }, { requiredKeys: [] })));
  const body = fc.oneof(
    value,
    fc.record({ error: value, message: value, detail: value, object: value }, { requiredKeys: [] }),
    fc.record({
      choices: fc.array(fc.record({ message: fc.record({ content, refusal: value, tool_calls: value }), finish_reason: value })),
    }),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 599 }),
      fc.constantFrom("", "application/json", "text/event-stream", "text/html"),
      body,
      (status, type, json) => {
        for (const written of [JSON.stringify(json), `data: ${JSON.stringify(json)}\n\n`, `x${JSON.stringify(json)}`]) {
          const answer = readAnswer({ status, type, body: written });
          if (answer.kind === "failure") expect(answer.error).not.toContain(secret);
          if (answer.kind === "text") expect(answer.text.trim()).not.toBe("");
        }
      },
    ),
    { numRuns: 500 },
  );
});
