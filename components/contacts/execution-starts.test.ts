import { expect, test } from "vitest";
import { executionStarts } from "./execution-starts.ts";

/** "< " what the contact wrote, "3" what execution 3 said; ids count from 1. */
const said = (talk: string) =>
  talk.split(" ").map((who, index) => ({
    id: index + 1,
    direction: who === "<" ? ("inbound" as const) : ("outbound" as const),
    execution_id: who === "<" ? null : Number(who),
  }));

test.each<[string, string, [number, number][]]>([
  ["the message that begins it belongs to it", "< 3 < 3", [[1, 3]]],
  ["also two in a row", "< < 3", [[1, 3]]],
  ["one started by the API begins with what it says", "3 < 3", [[1, 3]]],
  [
    "the next one begins with what was written after the last answer",
    "< 3 3 < 4 < 4",
    [
      [1, 3],
      [4, 4],
    ],
  ],
  [
    "one after another without a word between",
    "3 4",
    [
      [1, 3],
      [2, 4],
    ],
  ],
  ["what nobody has answered yet begins none", "< <", []],
])("%s", (_, talk, expected) => {
  expect([...executionStarts(said(talk))]).toEqual(expected);
});
