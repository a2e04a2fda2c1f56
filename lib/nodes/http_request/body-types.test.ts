import { expect, test } from "vitest";
import type { Json } from "../../engine/types.ts";
import { convertBody } from "./body-types.ts";

test.each<[string, Json | undefined, "none" | "json" | "form" | "text", unknown]>([
  ["nothing", undefined, "json", { type: "json" }],
  ["nothing", { type: "none" }, "form", { type: "form" }],
  ["JSON as text", { type: "json", value: "{}" }, "text", { type: "text", value: "{}" }],
  ["what was written, for a way back", { type: "json", value: "{}" }, "none", { type: "none", value: "{}" }],
  [
    "an object's members as rows",
    { type: "json", value: '{ "id": "{{ id }}", "n": 1 }' },
    "form",
    {
      type: "form",
      value: [
        { name: "id", value: "{{ id }}" },
        { name: "n", value: "1" },
      ],
    },
  ],
  ["no rows of a text that is no object", { type: "text", value: "Oi {{ nome }}" }, "form", { type: "form", value: [] }],
  [
    "rows as an object",
    {
      type: "form",
      value: [
        { name: "id", value: "{{ id }}" },
        { name: "", value: "x" },
      ],
    },
    "json",
    { type: "json", value: '{\n  "id": "{{ id }}"\n}' },
  ],
  ["no rows as nothing", { type: "form", value: [] }, "text", { type: "text", value: "" }],
])("another type of body takes %s along", (_, written, type, expected) => {
  expect(convertBody(written, type)).toEqual(expected);
});
