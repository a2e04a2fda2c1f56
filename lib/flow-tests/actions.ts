import { type AiTurn, answerOfTurn, turnOfAnswer } from "../effects/complete_ai/turns.ts";
import type { CallName } from "../engine/calls.ts";
import type { Context } from "../engine/types.ts";
import type { Action } from "../simulator/types.ts";
import type { FlowTestAction } from "./schema.ts";

/** What a turn does at the simulator. */
export function toAction(turn: FlowTestAction): Action {
  switch (turn.action) {
    case "start":
      return { type: "start", context: turn.context ?? {}, ...(turn.node === undefined ? {} : { node: turn.node }) };
    case "say":
      return {
        type: "say",
        text: turn.text,
        ...(turn.kind === undefined ? {} : { kind: turn.kind }),
        ...(turn.data === undefined ? {} : { data: turn.data }),
      };
    case "tap":
      return {
        type: "tap",
        choice: turn.choice,
        ...(turn.back === undefined ? {} : { back: turn.back }),
        ...(turn.values === undefined ? {} : { values: turn.values }),
      };
    case "wait":
      return { type: "wait", ms: Math.round(turn.seconds * 1000) };
    case "next_timer":
      return { type: "next_timer" };
    case "settle_send":
      return { type: "settle_send", ...(turn.outcome && { outcome: turn.outcome }) };
    case "call_back":
      return { type: "call_back", node: turn.node, body: turn.body };
    default:
      return { type: "answer_call", ...toAnswer(turn) };
  }
}

/** Which call a turn answers, and with what; without a result by the call's mock. */
export function toAnswer(turn: Extract<FlowTestAction, { action: "answer_call" } | AiTurn>): { effect: CallName; result?: Context } {
  if (turn.action !== "answer_call") return answerOfTurn(turn);
  return { effect: turn.effect, ...(turn.result && { result: turn.result }) };
}

/** The same as a turn of a test: of an AI answer its text is kept, and whether a model stood behind it. */
export function fromAction(action: Action): FlowTestAction {
  switch (action.type) {
    case "start":
      return {
        action: "start",
        ...(Object.keys(action.context).length === 0 ? {} : { context: action.context }),
        ...(action.node === undefined ? {} : { node: action.node }),
      };
    case "say":
      return {
        action: "say",
        text: action.text,
        ...(action.kind === undefined ? {} : { kind: action.kind }),
        ...(action.data === undefined ? {} : { data: action.data }),
      };
    case "tap":
      return {
        action: "tap",
        choice: action.choice,
        ...(action.back === undefined ? {} : { back: action.back }),
        ...(action.values === undefined ? {} : { values: action.values }),
      };
    case "wait":
      return { action: "wait", seconds: action.ms / 1000 };
    case "next_timer":
      return { action: "next_timer" };
    case "settle_send":
      return { action: "settle_send", ...(action.outcome && { outcome: action.outcome }) };
    case "call_back":
      return { action: "call_back", node: action.node, body: action.body };
    case "answer_call":
      return turnOfAnswer(action) ?? { action: "answer_call", effect: action.effect, ...(action.result && { result: action.result }) };
  }
}
