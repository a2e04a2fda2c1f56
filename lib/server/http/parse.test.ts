import { expect, test } from "vitest";
import { z } from "zod";
import { flowGraphSchema } from "#lib/engine/graph-schema.ts";
import { parseBody } from "./parse.ts";
import { ApiError } from "../platform/api-error.ts";

const schema = z.strictObject({ name: z.string(), age: z.int(), tags: z.array(z.string()), fields: z.record(z.string(), z.string()) });
const valid = { name: "Ana", age: 30, tags: [], fields: {} };

test.each([
  [{ ...valid, name: undefined }, "/name: is required: text."],
  [{ ...valid, name: 7 }, "/name: must be text, not a number."],
  [{ ...valid, age: "30" }, "/age: must be a number, not text."],
  [{ ...valid, age: 1.5 }, "/age: must be a whole number."],
  [{ ...valid, tags: {} }, "/tags: must be a list, not an object."],
  [{ ...valid, fields: [] }, "/fields: must be an object, not a list."],
  [[], "the body: must be an object, not a list."],
  [null, "the body: must be an object, not null."],
  [{ ...valid, nmae: 1 }, 'the body: does not know "nmae"; remove it or check the spelling.'],
])("a body %j is refused in words that say what it should be", (body, words) => {
  expect(() => parseBody(schema, body)).toThrow(words);
});

const sizes = z
  .object({
    id: z.string().min(1).max(4),
    code: z.string().min(3),
    list: z.array(z.int()).min(1).max(2),
    n: z.int().min(1).max(9),
    kind: z.enum(["a", "b"]),
    own: z.string().min(1, "tell me"),
  })
  .partial();

test.each([
  [{ id: "" }, "/id: must not be empty."],
  [{ id: "abcde" }, "/id: must have at most 4 characters."],
  [{ code: "a" }, "/code: must have at least 3 characters."],
  [{ list: [] }, "/list: must have at least 1 items."],
  [{ list: [1, 2, 3] }, "/list: must have at most 2 items."],
  [{ n: 0 }, "/n: must be 1 or more."],
  [{ n: 10 }, "/n: must be 9 or less."],
  [{ kind: "c" }, '/kind: must be one of "a", "b".'],
  [{ own: "" }, "/own: tell me."],
])("a body %j is refused in words for people who are no programmers, unless the check has its own", (body, words) => {
  expect(() => parseBody(sizes, body)).toThrow(words);
});

const node = { id: "a", node_type: "end" };
const graph = { nodes: [node], transitions: [] };

test.each<[object, object]>([
  [
    { ...graph, nodes: [{ ...node, name: 7 }] },
    { pointer: "/nodes/0/name", code: "wrong-type", params: { expected: "string", received: "number" } },
  ],
  [{ nodes: [] }, { pointer: "/transitions", code: "required", params: { expected: "array" } }],
  [
    { ...graph, nodes: [{ ...node, nmae: "A" }] },
    { pointer: "/nodes/0", code: "unknown-field", params: { keys: ["nmae"] } },
  ],
  [
    { ...graph, nodes: [{ ...node, node_type: "" }] },
    { pointer: "/nodes/0/node_type", code: "empty" },
  ],
  [
    { ...graph, nodes: [{ ...node, name: "x".repeat(201) }] },
    { pointer: "/nodes/0/name", code: "too-long", params: { maximum: 200 } },
  ],
  [
    { ...graph, nodes: [node, node] },
    { pointer: "/nodes/1/id", code: "duplicate-id", params: { id: "a" } },
  ],
  [
    { ...graph, transitions: [{ id: "t", from: "a", to: "z" }] },
    { pointer: "/transitions/0/to", code: "no-such-node", params: { id: "z" } },
  ],
])("a graph %j is refused with a code and its params, beside the message", (body, error) => {
  let caught: unknown;
  try {
    parseBody(flowGraphSchema, body);
  } catch (thrown) {
    caught = thrown;
  }
  expect(caught instanceof ApiError && caught.extras.errors).toEqual([{ ...error, message: expect.any(String) }]);
});

test("of thousands of unknown fields fifty are named", () => {
  const body = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`unknown_field_${index}`, 1]));
  let caught: unknown;
  try {
    parseBody(z.strictObject({ name: z.string().optional() }), body);
  } catch (error) {
    caught = error;
  }
  const [error] = caught instanceof ApiError ? (caught.extras.errors ?? []) : [];
  expect(error?.params?.["keys"]).toHaveLength(50);
  expect(error?.message).toContain("and others");
  expect(JSON.stringify(caught).length).toBeLessThan(6_000);
});
