import { callMessages } from "../effects/messages.ts";
import type { Json } from "../engine/types.ts";
import { toAnswer } from "./actions.ts";
import type { Difference, FlowTestResult } from "./run.ts";
import type { FlowTestAction } from "./schema.ts";

/** How a test went, in lines for a terminal: its name, and of a red one each turn that differs. */
export function reportLines({ test, passed, turns }: FlowTestResult): string[] {
  const head = `${passed ? "✓" : "✗"} ${test.name}`;
  const details = turns.flatMap(({ differences }, index) => {
    const turn = test.turns[index];
    if (turn === undefined || differences.length === 0) return [];
    return [`    ${index + 1}. ${actionWords(turn.do)}`, ...differences.flatMap(differenceLines).map((line) => `       ${line}`)];
  });
  return [head, ...details];
}

function actionWords(action: FlowTestAction): string {
  switch (action.action) {
    case "start":
      return action.node === undefined ? "start" : `start at "${action.node}"`;
    case "say":
      return `say ${JSON.stringify(action.text)}${action.kind === undefined ? "" : ` (${action.kind})`}`;
    case "tap":
      return `tap ${JSON.stringify(action.choice)}${action.back === undefined ? "" : ` (${action.back} back)`}`;
    case "wait":
      return `wait ${action.seconds} s`;
    case "next_timer":
      return "to the next timer";
    case "settle_send":
      return `Meta answers the send: ${action.outcome ?? "as it would"}`;
    case "call_back":
      return `"${action.node}" is called back`;
    default: {
      const { effect, result } = toAnswer(action);
      return result === undefined ? `${effect} is answered` : callMessages(effect, "en").turn(result);
    }
  }
}

const SIGN = { same: " ", missing: "-", extra: "+" };

function differenceLines(difference: Difference): string[] {
  switch (difference.kind) {
    case "messages":
      return difference.lines.map(({ kind, text }) => `${SIGN[kind]} ${JSON.stringify(text)}`);
    case "refused":
      return difference.lines.map(({ kind, text }) => `${SIGN[kind]} refused after 24 hours: ${JSON.stringify(text)}`);
    case "node":
      return [`node: expected ${words(difference.expected)}, got ${words(difference.actual)}`];
    case "status":
      return [`status: expected ${words(difference.expected)}, got ${words(difference.actual)}`];
    case "context":
      return [`${difference.path}: expected ${words(difference.expected)}, got ${words(difference.actual)}`];
    case "impossible":
      return [impossibleWords(difference.action)];
  }
}

function impossibleWords(action: FlowTestAction["action"]): string {
  if (action === "next_timer") return "no timer was running";
  if (action === "settle_send") return "no send was waiting for Meta's answer";
  if (action === "call_back") return "that node had been called before, or there was no conversation";
  return action === "tap" ? "there was no such choice to tap" : "no such call was waiting for an answer";
}

function words(value: Json | undefined): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
