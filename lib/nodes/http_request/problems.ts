import type { Problem } from "../../engine/problem/problem.ts";

/** Codes of the problems that only this type has. */
export type HttpProblem = "no_success" | "bad_json";

export const BAD_JSON: Problem = {
  code: "bad_json" satisfies HttpProblem,
  params: {},
  message: "the body is no JSON: texts and every {{ }} stand in double quotes",
};

/** What the execution fails with where nothing is connected to the exit. */
export function noSuccess(code: string, error: string): Problem {
  return {
    code: "no_success" satisfies HttpProblem,
    params: { code, error },
    message: `the HTTP request did not succeed (${code}): ${error}`,
  };
}
