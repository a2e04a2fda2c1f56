import { expect, test } from "vitest";
import { z } from "zod";
import { parseBody } from "./parse.ts";

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
