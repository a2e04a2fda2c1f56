import { type Problem, problem } from "./problem/problem.ts";
import type { Effect, Quiet } from "./types.ts";

/**
 * What an execution may do while its contact says nothing: a flow that writes, or pays, without end is stopped, one with delays
 * of hours is not. Counted by the times of events, of which the engine alone knows.
 */
const QUIET_MINUTES = 10;

const LIMITS = {
  send_message: { most: 30, problem: "too_many_sends" },
  complete_ai: { most: 10, problem: "too_many_ai_calls" },
} as const;
type Limited = keyof typeof LIMITS;

/** The times with those of these effects, or why they may not be. */
export function countQuiet(before: Quiet, effects: readonly Effect[], at: number): { quiet: Quiet } | { problem: Problem } {
  const after: Quiet = { ...before };
  for (const { type } of effects) {
    if (!isLimited(type)) continue;
    const { most, problem: code } = LIMITS[type];
    const times = (after[type] ?? []).filter((time) => time > at - QUIET_MINUTES * 60_000);
    if (times.length >= most) return { problem: problem(code, { most, minutes: QUIET_MINUTES }) };
    after[type] = [...times, at];
  }
  return { quiet: after };
}

const isLimited = (type: string): type is Limited => Object.hasOwn(LIMITS, type);
