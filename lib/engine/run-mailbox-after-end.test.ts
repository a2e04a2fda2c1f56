import { expect, test } from "vitest";
import { message, request, run, type Situation } from "../../scripts/test-setup/mailbox.ts";

const cases: (Situation & {
  name: string;
  changes: [id: number, status: string, ...texts: string[]][];
  processed: [id: number, executionId: number | null][];
})[] = [
  {
    name: "what is said within the silence after an end is said to what has ended, and begins nothing",
    ended: ["quiet", 59],
    mailbox: [message(1), message(2)],
    changes: [],
    processed: [
      [1, 40],
      [2, 40],
    ],
  },
  {
    name: "when the silence is over a message begins the channel's flow",
    ended: ["quiet", 60],
    mailbox: [message(1)],
    changes: [[100, "waiting", "eco m1"]],
    processed: [[1, 100]],
  },
  {
    name: "a flow without that setting is followed by no silence",
    ended: ["answerOnce", 1],
    mailbox: [message(1)],
    changes: [[100, "waiting", "eco m1"]],
    processed: [[1, 100]],
  },
  {
    name: "what ends in this very turn wants its silence too",
    answering: "quiet",
    mailbox: [message(1), message(2)],
    changes: [[100, "completed", "eco m1"]],
    processed: [
      [1, 100],
      [2, 100],
    ],
  },
  {
    name: "a start from outside breaks the silence",
    ended: ["quiet", 1],
    mailbox: [request(1, 70, "echo"), message(2)],
    changes: [[70, "waiting", "eco api", "eco m2"]],
    processed: [
      [1, 70],
      [2, 70],
    ],
  },
];

test.each(cases)("$name", ({ name: _name, changes, processed, ...situation }) => {
  const result = run(situation);
  const told = result.changes.map(({ execution, effects }) => [
    execution.id,
    execution.state.status,
    ...effects.flatMap(({ effect }) => (effect.type === "send_message" ? effect.message.text : [])),
  ]);
  expect(told).toEqual(changes);
  expect(result.processed.map(({ id, executionId }) => [id, executionId])).toEqual(processed);
});
