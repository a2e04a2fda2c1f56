import { PROBLEMS } from "./problems.ts";

export type ProblemCode = keyof typeof PROBLEMS;
/** What a problem's text names; a part of a sentence that is a problem of its own is one. */
type ProblemParams = { readonly [name: string]: string | number | Problem };

/**
 * Something that went wrong, as plain JSON: `code` and `params` for an interface that says it in its reader's language,
 * `message` in English. A node type's own problems have codes of their own (`problems` of its words); all others are a `ProblemCode`.
 */
export interface Problem {
  readonly code: string;
  readonly params: ProblemParams;
  readonly message: string;
}

type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name extends `${string}${" " | "{"}${string}`
    ? Names<`${Name}}${Rest}`>
    : Name | Names<Rest>
  : never;
type Params<Code extends ProblemCode> = ProblemParams & { readonly [Name in Names<(typeof PROBLEMS)[Code]>]: string | number | Problem };
/** The parameters that a code's text names, and no argument for a text that names none. */
type ParamsOf<Code extends ProblemCode> = [Names<(typeof PROBLEMS)[Code]>] extends [never] ? [] : [params: Params<Code>];

export function problem<Code extends ProblemCode>(code: Code, ...args: ParamsOf<Code>): Problem {
  const given: ProblemParams = args[0] ?? {};
  const params = Object.fromEntries(
    Object.entries(given).map(([name, param]) => [name, typeof param === "string" ? storable(param) : param]),
  );
  return {
    code,
    params,
    message: PROBLEMS[code].replace(/\{(\w+)\}/g, (placeholder, name: string) => wordsOf(params[name]) ?? placeholder),
  };
}

/** What is quoted may have been cut, or be odd: U+FFFD for half a character and for U+0000, which PostgreSQL does not store. */
function storable(quoted: string): string {
  return quoted.replaceAll("\0", "\ufffd").replace(/\p{Surrogate}/gu, "\ufffd");
}

function wordsOf(param: ProblemParams[string] | undefined): string | undefined {
  return typeof param === "object" ? param.message : param?.toString();
}

/** An error that an author can mend. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options);
    this.problem = problem;
  }
}

/** What an error says, whatever it is. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return problem("unexpected", { said: error instanceof Error ? error.message : String(error) });
}
