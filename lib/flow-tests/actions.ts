import { mockResult } from "../simulator/answers.ts";
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
    case "wait":
      return { type: "wait", ms: Math.round(turn.seconds * 1000) };
    case "next_timer":
      return { type: "next_timer" };
    case "answer_ai":
      return { type: "answer_ai", result: mockResult({ include_response: true }, turn.text, turn.simulated) };
    case "fail_ai":
      return { type: "answer_ai", result: { ok: false, code: turn.code, error: turn.error } };
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
    case "wait":
      return { action: "wait", seconds: action.ms / 1000 };
    case "next_timer":
      return { action: "next_timer" };
    case "answer_ai":
      return action.result.ok
        ? { action: "answer_ai", text: action.result.text, ...(action.result.simulated ? { simulated: true } : {}) }
        : { action: "fail_ai", code: action.result.code, error: action.result.error };
  }
}
