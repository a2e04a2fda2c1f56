import {
  type Context as LiquidContext,
  type Emitter,
  Liquid,
  LiquidError,
  Output,
  type Template,
  toValueSync,
} from "liquidjs/dist/liquid.browser.mjs";
import { type Problem, problem, ProblemError } from "./problem/problem.ts";
import { FILTER_NAMES, registerFilters } from "./template/filters.ts";
import { liquidProblem } from "./template/liquid-words.ts";
import { AuthorParser, TAG_NAMES } from "./template/parser.ts";
import { readsOf } from "./template/paths.ts";
import { Interpolated, type Keys, type Piece } from "./template/placeholders.ts";
import { SECRET_ROOT, type SecretMarks } from "./template/secrets.ts";
import { jsonOf, plainRecord, property, STEP, TemplateOutput, TemplateScope, WORK_LIMIT } from "./template/scope.ts";
import { BoundedFor, EqualCase, OPERATORS } from "./template/tags.ts";
import { isUrlEncoded, UrlOutput } from "./template/url-output.ts";
import type { Context, Json } from "./types.ts";
import { member } from "./values/values.ts";
import { ParseCache, LimitError, type LimitCode, Budget } from "./values/budget.ts";

const LONGEST_TEXT = 65_536;

/** What a text can not do, in words for its author: what, where, and what to do instead. */
export class TemplateError extends ProblemError {
  override readonly name = "TemplateError";
  readonly code: LimitCode;

  constructor(code: LimitCode, why: Problem) {
    super(why);
    this.code = code;
  }
}

interface ParsedTemplate {
  readonly templates: readonly Template[];
  /** The whole text, when it needs nothing but lookups. */
  readonly pieces: readonly Piece[] | null;
  /** The names of the secrets that it writes out. */
  readonly secrets: readonly string[];
}

const liquid = createLiquid();
const parsed = new ParseCache<ParsedTemplate>();

/**
 * The text with its values filled in: Liquid's `{{ name | default: "amigo" }}` and `{% if %}`, and placeholders such as `{name}`,
 * `{user.name}` and `{items[0]}`. Throws only `TemplateError`, in bounded time, whatever it is given.
 *
 * Only what the author wrote is ever interpreted: values come out as they are, whatever is in them. What the context lacks comes out
 * as nothing, a list joined by ", ", an object as JSON. A `{` that does not begin a placeholder stays. Comparisons are those of
 * conditions (`evaluate`); no filter reads the clock or chance. A text with `{{ secret.name }}` is refused unless there are `marks` to
 * write in its place. `work`: shared by texts that are rendered together, so that many cost no more than one may.
 */
export function render(text: string, context: Context, marks?: SecretMarks, work = newWork()): string {
  const { templates, pieces, secrets } = parseTemplate(text);
  return guarded(() => {
    const values = known(secrets, context, marks);
    return pieces ? fill(pieces, values, work) : toValueSync(renderTemplates(templates, new TemplateScope(values, liquid, work)));
  });
}

/**
 * What the whole text stands for: a text that is exactly one `{{ e }}` is e's own value (a number, a list, null when it is missing), any
 * other the text with its values filled in. Throws `TemplateError`.
 */
export function renderValue(text: string, context: Context, marks?: SecretMarks, work = newWork()): Json {
  const { templates, pieces, secrets } = parseTemplate(text);
  const [only] = templates;
  if (templates.length !== 1 || only === undefined || !text.startsWith("{{")) return render(text, context, marks, work);
  return guarded(() => {
    const values = known(secrets, context, marks);
    if (pieces) return typeof pieces[0] === "string" ? pieces[0] : valueAt(pieces[0] ?? [], plainRecord(values), work);
    if (!(only instanceof Output)) return render(text, context, marks, work);
    const scope = new TemplateScope(values, liquid, work);
    work.spend(only.cost ?? STEP);
    return jsonOf(toValueSync(only.value.value(scope)));
  });
}

/**
 * `render` for an address: each value is one component of it, whatever is in it, and not a way to another address. Only the value that
 * the text begins with may be an address itself, and one that the author's own filter has encoded stays as it is. Throws `TemplateError`.
 */
export function renderUrl(text: string, context: Context, marks?: SecretMarks, work = newWork()): string {
  const { templates, secrets } = parseTemplate(text);
  return guarded(() => {
    const scope = new TemplateScope(known(secrets, context, marks), liquid, work);
    return toValueSync(renderTemplates(templates, scope, new UrlOutput(work)));
  });
}

/** What texts that are rendered together may cost. */
export const newWork = (): Budget => new Budget(WORK_LIMIT);

/** Reads a text without rendering it. Throws `TemplateError`. */
export function parseTemplate(text: string): ParsedTemplate {
  return guarded(() => {
    if (typeof text !== "string") throw new LimitError("type", problem("text_expected"));
    return parsed.getOrMake(text, parse);
  }, true);
}

/** The ways into the context that a text reads, such as "user.name" or "items[0]", each once. Throws `TemplateError`. */
export function templatePaths(text: string): string[] {
  const { templates } = parseTemplate(text);
  return guarded(() => readsOf(templates).paths);
}

/** What a text finds when it runs: the context, and marks in the place of secrets. */
function known(secrets: readonly string[], context: Context, marks: SecretMarks | undefined): Context {
  if (secrets.length === 0) return context;
  if (marks === undefined) throw new LimitError("not_allowed", problem("secret_not_here"));
  return { ...plainRecord(context), [SECRET_ROOT]: marks };
}

function parse(text: string): ParsedTemplate {
  if (text.length > LONGEST_TEXT) {
    throw new LimitError("too_long", problem("text_too_long", { length: text.length, most: LONGEST_TEXT }));
  }
  const templates = new AuthorParser(liquid).parse(text);
  // Few texts have any: the others are spared the search.
  const secrets = text.includes(SECRET_ROOT) ? readsOf(templates).secrets : [];
  const isSimple = templates.every((template) => template instanceof Interpolated);
  return { templates, pieces: isSimple ? templates.flatMap(({ pieces }) => pieces) : null, secrets };
}

function fill(pieces: readonly Piece[], context: unknown, work: Budget): string {
  const output = new TemplateOutput(work);
  const start = plainRecord(context);
  for (const piece of pieces) {
    if (typeof piece === "string") output.write(piece);
    else output.write(valueAt(piece, start, work));
  }
  return output.buffer;
}

function valueAt(keys: Keys, start: Json, work: Budget): Json {
  return keys.reduce<Json>((value, key, index) => (index === 0 ? member : property)(value, key, work), start);
}

/** In the place of Liquid's own renderer: counts instead of looking at the clock. */
function* renderTemplates(templates: readonly Template[], context: LiquidContext, emitter?: Emitter): Generator<unknown, string> {
  const { work } = context as TemplateScope;
  const output = emitter ?? new TemplateOutput(work);
  work.spend(STEP);
  for (const template of templates) {
    work.spend(template.cost ?? STEP);
    if (output instanceof UrlOutput) output.isEncoded = isUrlEncoded(template);
    const written = yield template.render(context, output);
    if (written) output.write(written);
  }
  return output.buffer;
}

function createLiquid(): Liquid {
  const created = new Liquid({ ownPropertyOnly: true, strictFilters: true, templates: {}, operators: OPERATORS, locale: "en" });
  for (const name of Object.keys(created.tags)) {
    if (!TAG_NAMES.includes(name)) delete created.tags[name];
  }
  created.registerTag("for", BoundedFor);
  created.registerTag("case", EqualCase);
  created.renderer = { renderTemplates };
  registerFilters(created);
  return created;
}

function guarded<Result>(run: () => Result, isReading = false): Result {
  try {
    return run();
  } catch (error) {
    throw explained(error, isReading);
  }
}

function explained(error: unknown, isReading: boolean): TemplateError {
  const { cause, place } = unwrapped(error);
  const refused = (code: LimitCode, what: Problem) =>
    new TemplateError(code, place ? problem("in_line", { ...place, problem: what }) : what);
  if (cause instanceof LimitError) return refused(cause.code, cause.problem);
  if (cause instanceof RangeError) return refused("too_deep", problem("text_too_deep"));
  if (!isReading || !(cause instanceof Error)) return refused("type", problem("value_unshowable"));
  const message = cause.message.replace(/, line:\d+, col:\d+$/, "");
  const filter = /^undefined filter: (.*)$/.exec(message)?.[1];
  if (filter === undefined) return refused("syntax", problem("text_not_understood", { said: liquidProblem(message) }));
  return refused("not_allowed", problem("filter_unknown", { filter, known: FILTER_NAMES.join(", ") }));
}

/** What Liquid wrapped, and the place in the text that it noted. */
function unwrapped(error: unknown): { cause: unknown; place: { line: number; column: number } | null } {
  let cause = error;
  let place = null;
  while (cause instanceof LiquidError) {
    const [line, column] = cause.token.getPosition();
    place = { line, column };
    if (cause.originalError === undefined) break;
    cause = cause.originalError;
  }
  return { cause, place };
}
