import { Context, Drop, type Emitter, type Limiter, type Liquid, toValue } from "liquidjs/dist/liquid.browser.mjs";
import { isUnsafeKey } from "../context.ts";
import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { length, member, plain, toText } from "../values/values.ts";
import { LimitError, Budget } from "../values/budget.ts";

export const WORK_LIMIT = 1_000_000;
/** An author's longest text around the longest that a contact can write. */
const LONGEST_RESULT = 131_072;
/** What a step through Liquid's machinery costs, next to touching one character. */
export const STEP = 20;
const LOOP_KEYS = new Set(["index", "index0", "rindex", "rindex0", "first", "last", "length", "name"]);
const NO_LIMIT: Limiter = { use: () => undefined, check: () => undefined };

/** What one rendering reads and writes: Liquid's scope, narrowed to own properties of plain data, with our count of the work. */
export class TemplateScope extends Context {
  readonly work: Budget;

  constructor(context: unknown, liquid: Liquid, work: Budget) {
    const memoryLimit: Limiter = { ...NO_LIMIT, use: (amount) => work.spend(amount > 0 ? amount : 0) };
    super(plainRecord(context), liquid.options, { sync: true }, { memoryLimit, renderLimit: NO_LIMIT, liquid });
    this.work = work;
  }

  override readProperty(of: unknown, key: unknown): unknown {
    if (of instanceof Drop) return typeof key === "string" && LOOP_KEYS.has(key) ? super.readProperty(of, key) : null;
    const drop = ownDrop(of, key);
    if (drop) return drop;
    const isRoot = of === this.environments || of === this.globals;
    return (isRoot ? member : property)(plain(of), jsonOf(key), this.work);
  }

  read(keys: readonly (string | number)[]): unknown {
    let value = this.findScope(keys[0] ?? "");
    for (const key of keys) value = this.readProperty(value, key);
    return value;
  }
}

/** The context when it is an object, an empty one otherwise. */
export function plainRecord(context: unknown): { [key: string]: Json } {
  const value = plain(context);
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

/** Liquid's own values, such as `forloop` and `empty`, which live in its scopes and nowhere else. */
function ownDrop(of: unknown, key: unknown): Drop | null {
  if (typeof of !== "object" || of === null || typeof key !== "string" || isUnsafeKey(key) || !Object.hasOwn(of, key)) return null;
  const value: unknown = Reflect.get(of, key);
  return value instanceof Drop ? value : null;
}

/** `member`, and Liquid's `size`, `first` and `last` where the value has no key of that name. */
export function property(value: Json, key: Json, work: Budget): Json {
  work.spend(STEP / 4);
  const found = member(value, key, work);
  if (found !== null || value === null || typeof value === "number" || typeof value === "boolean") return found;
  if (key === "size") return length(value, work);
  if (typeof value === "string" || !Array.isArray(value)) return null;
  if (key === "first") return member(value, 0, work);
  return key === "last" ? member(value, -1, work) : null;
}

/** A value from within Liquid as plain data. */
export function jsonOf(value: unknown): Json {
  return plain(value instanceof Drop ? toValue(value) : value);
}

/** Collects what is rendered; refuses more than WhatsApp or a prompt could ever take. */
export class TemplateOutput implements Emitter {
  buffer = "";
  readonly #work: Budget;

  constructor(work: Budget) {
    this.#work = work;
  }

  write(value: unknown): void {
    this.buffer += toText(jsonOf(value), this.#work);
    if (this.buffer.length > LONGEST_RESULT) {
      throw new LimitError("too_long", problem("result_too_long", { most: LONGEST_RESULT }));
    }
  }
}
