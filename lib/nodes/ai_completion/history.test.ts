import { expect, test } from "vitest";
import type { Context, Event } from "../../engine/types.ts";
import { aiRequest } from "../../effects/complete_ai/effect.ts";
import { MAX_HISTORY } from "./history.ts";
import { aiCompletion } from "./node.ts";

const config = aiCompletion.config.parse({ prompt: "last question", history_context_key: "talk" });
const entry = (index: number) => ({ role: index % 2 ? "assistant" : "user", content: `${index}` });
const context: Context = { talk: Array.from({ length: 120 }, (_, index) => entry(index)) };
const visit = { config, context, at: 0, nodeId: "ai", token: "v1", data: { prompt: "last question" } };

test("a long talk is sent without its beginning", () => {
  const [call] = aiCompletion.enter(visit).effects ?? [];
  const messages = call?.type === "complete_ai" ? aiRequest.parse(call.request).messages : [];
  expect(messages).toHaveLength(MAX_HISTORY + 1);
  expect(messages.slice(-2)).toEqual([entry(119), { role: "user", content: "last question" }]);
});

test("a long talk is kept without its beginning", () => {
  const answer: Event = {
    type: "ai_completed",
    at: 1,
    token: "v1",
    result: { ok: true, text: "last answer", simulated: false, model: "m" },
  };
  const talk = aiCompletion.resume?.(visit, answer).set?.talk;
  expect(talk).toHaveLength(MAX_HISTORY);
  expect((talk as Context[]).slice(-3).map(({ content }) => content)).toEqual(["119", "last question", "last answer"]);
});
