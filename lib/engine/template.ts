import { type Problem, problem, ProblemError } from "./problem/problem.ts";
import type { Body } from "./template/nodes.ts";
import { Output, UrlOutput } from "./template/output.ts";
import { parseText } from "./template/parser.ts";
import { lineAndColumn, PlacedError } from "./template/reader.ts";
import { readsOf } from "./template/reads.ts";
import { Rendering } from "./template/rendering.ts";
import { SECRET_ROOT, type SecretMarks } from "./template/secrets.ts";
import type { Context, Json } from "./types.ts";
import { LimitError, type LimitCode, ParseCache } from "./values/budget.ts";
import { withNow } from "./values/dates.ts";
import { Environment, type LanguageOptions } from "./values/environment.ts";
import { isRecord, plain } from "./values/values.ts";

const LONGEST_TEXT = 65_536;
const WORK_LIMIT = 1_000_000;

/** What a text cannot do, in words for its author: what, where, and what to do instead. */
export class TemplateError extends ProblemError {
  override readonly name = "TemplateError";
  readonly code: LimitCode;

  constructor(code: LimitCode, why: Problem) {
    super(why);
    this.code = code;
  }
}

interface ParsedTemplate {
  readonly body: Body;
  /** The names of the secrets that it writes out. */
  readonly secrets: readonly string[];
}

interface RenderOptions extends LanguageOptions {
  /** What is written in the place of secrets; a text with `{{ secret.name }}` is refused without them. */
  marks?: SecretMarks | undefined;
  /** Shared by texts that are rendered together, so that many cost no more than one may; of it comes what else is not said. */
  environment?: Environment | undefined;
}

const parsed = new ParseCache<ParsedTemplate>();

/**
 * The text with its values filled in: Jinja's and Liquid's `{{ e }}` and `{% tags %}`, and Python's placeholders such as `{name}` and
 * `{price:,.2f}`, where `e` is whatever a condition may be. Throws only `TemplateError`, in bounded time, whatever it is given.
 *
 * Only what the author wrote is ever interpreted: values come out as they are, whatever is in them. What the context lacks comes out
 * as nothing, a list joined by ", ", an object as JSON. A `{` that does not begin a placeholder stays. Nothing reads the clock or chance.
 */
export function render(text: string, context: Context, options: RenderOptions = {}): string {
  return written(text, context, options, (env) => new Output(env));
}

/**
 * `render` for an address: each value is one component of it, whatever is in it, and not a way to another address. Only the value that
 * the text begins with may be an address itself, and one that the author's own filter has encoded stays as it is. Throws `TemplateError`.
 */
export function renderUrl(text: string, context: Context, options: RenderOptions = {}): string {
  return written(text, context, options, (env) => new UrlOutput(env));
}

/**
 * What the whole text stands for: a text that is exactly one `{{ e }}` is e's own value (a number, a list, null when it is missing), any
 * other the text with its values filled in. Throws `TemplateError`.
 */
export function renderValue(text: string, context: Context, options: RenderOptions = {}): Json {
  const { body, secrets } = parseTemplate(text);
  const [only] = body;
  if (body.length !== 1 || only?.type !== "output" || !text.startsWith("{{")) return render(text, context, options);
  return guarded(text, () => {
    const rendering = new Rendering(known(secrets, context, options.marks), environmentOf(options, context));
    return rendering.evaluation.value(only.expression.root);
  });
}

function written(text: string, context: Context, options: RenderOptions, open: (env: Environment) => Output): string {
  const { body, secrets } = parseTemplate(text);
  return guarded(text, () => {
    const env = environmentOf(options, context);
    const output = open(env);
    new Rendering(known(secrets, context, options.marks), env).render(body, output);
    return output.text;
  });
}

/** What texts that are rendered together may cost, and what their values mean. */
export const newEnvironment = (options?: LanguageOptions): Environment => new Environment(WORK_LIMIT, options);

const environmentOf = (options: RenderOptions, context: Context): Environment =>
  options.environment ?? newEnvironment(withNow(options, context));

/** Reads a text without rendering it. Throws `TemplateError`. */
export function parseTemplate(text: string): ParsedTemplate {
  return guarded(text, () => {
    if (typeof text !== "string") throw new LimitError("type", problem("text_expected"));
    return parsed.getOrMake(text, parse);
  });
}

/** The ways into the context that a text reads, such as "user.name" or "items[0]", each once. Throws `TemplateError`. */
export function templatePaths(text: string): string[] {
  const { body } = parseTemplate(text);
  return guarded(text, () => readsOf(body).paths);
}

/** What a text finds when it runs: the context, and marks in the place of secrets. */
function known(secrets: readonly string[], context: unknown, marks: SecretMarks | undefined): { readonly [key: string]: Json } {
  const value = plain(context);
  const own = isRecord(value) ? value : {};
  if (secrets.length === 0) return own;
  if (marks === undefined) throw new LimitError("not_allowed", problem("secret_not_here"));
  return { ...own, [SECRET_ROOT]: marks };
}

function parse(text: string): ParsedTemplate {
  if (text.length > LONGEST_TEXT) {
    throw new LimitError("too_long", problem("text_too_long", { length: text.length, most: LONGEST_TEXT }));
  }
  const body = parseText(text);
  // Few texts have any: the others are spared the search.
  return { body, secrets: text.includes(SECRET_ROOT) ? readsOf(body).secrets : [] };
}

function guarded<Result>(text: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    const cause = error instanceof PlacedError ? error.cause : error;
    const { code, why } = explained(cause);
    const place = error instanceof PlacedError ? lineAndColumn(text, error.start) : null;
    throw new TemplateError(code, place ? problem("in_line", { ...place, problem: why }) : why);
  }
}

function explained(cause: unknown): { code: LimitCode; why: Problem } {
  if (cause instanceof LimitError) return { code: cause.code, why: cause.problem };
  if (cause instanceof RangeError) return { code: "too_deep", why: problem("text_too_deep") };
  return { code: "type", why: problem("value_unshowable") };
}
