import { evaluate, isTruthy } from "#lib/engine/condition.ts";
import { type Problem, toProblem } from "#lib/engine/problem/problem.ts";
import { parseTemplate, render } from "#lib/engine/template.ts";
import type { SecretMarks } from "#lib/engine/template/secrets.ts";
import type { Context, Json } from "#lib/engine/types.ts";
import type { LanguageOptions } from "#lib/engine/values/environment.ts";

interface Filled {
  text: string;
  problem: Problem | null;
}

/** A text with the sample's values in it; as it was written, with the reason, where it cannot be read. */
export function fillSample(text: string, sample: Context, takesSecrets: boolean, language: LanguageOptions): Filled {
  try {
    return {
      text: render(text, sample, { ...language, now: Date.now(), ...(takesSecrets ? { marks: marksIn(text) } : {}) }),
      problem: null,
    };
  } catch (error) {
    return { text, problem: toProblem(error) };
  }
}

/** What stands in a preview where a secret goes. */
const marksIn = (text: string): SecretMarks => Object.fromEntries(parseTemplate(text).secrets.map((name) => [name, `[secret ${name}]`]));

type Judged = { value: Json; holds: boolean } | { problem: Problem };

/** What a condition says of the sample. */
export function judgeSample(condition: string, sample: Context, language: LanguageOptions): Judged {
  try {
    const value = evaluate(condition, sample, { ...language, now: Date.now() });
    return { value, holds: isTruthy(value) };
  } catch (error) {
    return { problem: toProblem(error) };
  }
}
