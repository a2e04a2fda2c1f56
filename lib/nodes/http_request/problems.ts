import type { Problem } from "../../engine/problem/problem.ts";

/** Codes of the problems that only this type has. */
export type HttpProblem = "no_success" | "bad_status" | "answer_too_large" | "bad_json";

const problem = (code: HttpProblem, params: Problem["params"], message: string): Problem => ({ code, params, message });

export const BAD_JSON = problem("bad_json", {}, "the body is no JSON: texts and every {{ }} stand in double quotes");

export const badStatus = (status: number): Problem =>
  problem("bad_status", { status: String(status) }, `the other system answered with the status ${status}`);

export const answerTooLarge = (kilobytes: number): Problem =>
  problem("answer_too_large", { kilobytes }, `what is to be kept of the answer is too large: a conversation carries ${kilobytes} KB`);

/** What the execution fails with where nothing is connected to the exit. */
export function noSuccess(code: string, why: string | Problem): Problem {
  const said = typeof why === "string" ? why : why.message;
  return problem("no_success", { code, error: why }, `the HTTP request did not succeed (${code}): ${said}`);
}
