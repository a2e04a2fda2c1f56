import { type Problem, problem } from "../problem/problem.ts";
import { PROBLEMS } from "../problem/problems.ts";

/** What Liquid's reader says, each as the pattern that our text of it stands for. */
const SAID = Object.entries(PROBLEMS)
  .filter(([code]) => code.startsWith("liquid_"))
  .map(([code, text]) => ({ code, pattern: new RegExp(`^${escaped(text).replace("\\{near\\}", "(.*)")}$`, "s") }));

/** Liquid has sentences and no codes: one that we know gets its code, another stays as it is. */
export function liquidProblem(message: string): Problem {
  for (const { code, pattern } of SAID) {
    const match = pattern.exec(message);
    if (match) return { code, params: match[1] === undefined ? {} : { near: match[1] }, message };
  }
  return problem("unexpected", { said: message });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
