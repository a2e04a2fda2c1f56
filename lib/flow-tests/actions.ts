import { resultOfTurn, turnOfResult } from "../effects/complete_ai/turns.ts";
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
      return { type: "tap", choice: turn.choice, ...(turn.back === undefined ? {} : { back: turn.back }) };
    case "wait":
      return { type: "wait", ms: Math.round(turn.seconds * 1000) };
    case "next_timer":
      return { type: "next_timer" };
    case "answer_call":
      return { type: "answer_call", effect: turn.effect, ...(turn.result && { result: turn.result }) };
    case "answer_ai":
    case "fail_ai":
      return { type: "answer_call", effect: "complete_ai", result: resultOfTurn(turn) };
  }
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
      return { action: "tap", choice: action.choice, ...(action.back === undefined ? {} : { back: action.back }) };
    case "wait":
      return { action: "wait", seconds: action.ms / 1000 };
    case "next_timer":
      return { action: "next_timer" };
    case "answer_call":
      if (action.effect === "complete_ai" && action.result) return turnOfResult(action.result);
      return { action: "answer_call", effect: action.effect, ...(action.result && { result: action.result }) };
  }
}
