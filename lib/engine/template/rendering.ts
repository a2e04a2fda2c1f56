import { Evaluation, isEmptiness, type Names } from "../expression/evaluate.ts";
import type { ParsedExpression } from "../expression/nodes.ts";
import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";
import type { Environment } from "../values/environment.ts";
import { toNumber } from "../values/numbers.ts";
import { equals, plain } from "../values/values.ts";
import { itemsOf } from "../vocabulary/arguments.ts";
import { formatWith } from "../vocabulary/format.ts";
import { isNamespace } from "../vocabulary/functions.ts";
import type { Body, Loop, Piece, Target, TextNode } from "./nodes.ts";
import { Output } from "./output.ts";
import { placed } from "./reader.ts";

/** What a step through the machinery costs, next to touching one character. */
const STEP = 20;

/** Names that hold from here on, or for one round or block. */
type Frame = Map<string, Json>;
/** What ends a round before its body does. */
type Interruption = "break" | "continue" | null;

/** One rendering: the names that it sets, over those of the context, which it never changes. */
export class Rendering implements Names {
  readonly evaluation: Evaluation;
  readonly #context: { readonly [key: string]: Json };
  readonly #env: Environment;
  readonly #frames: Frame[] = [new Map()];
  readonly #counters = new Map<string, number>();
  readonly #cycles = new Map<string, number>();
  /** Where a loop over the same list ended, for `offset: continue`. */
  readonly #ends = new Map<string, number>();
  /** Loops around what is being written. */
  #loops = 0;

  constructor(context: { readonly [key: string]: Json }, env: Environment) {
    this.#context = context;
    this.#env = env;
    this.evaluation = new Evaluation(this, env);
  }

  lookup(name: string): Json | undefined {
    for (let index = this.#frames.length - 1; index >= 0; index--) {
      const found = this.#frames[index]?.get(name);
      if (found !== undefined) return found;
    }
    const counted = this.#counters.get(name);
    if (counted !== undefined) return counted;
    return Object.hasOwn(this.#context, name) ? plain(this.#context[name]) : undefined;
  }

  whole(): Json {
    return this.#context as Json;
  }

  render(body: Body, output: Output): Interruption {
    for (const node of body) {
      this.#env.spend(STEP);
      const interruption = placed(node.start, () => this.#node(node, output));
      if (interruption !== null) return interruption;
    }
    return null;
  }

  #node(node: TextNode, output: Output): Interruption {
    switch (node.type) {
      case "words":
        this.#words(node.pieces, output);
        return null;
      case "output":
        output.value(this.#value(node.expression), node.isUrlEncoded);
        return null;
      case "if": {
        const branch = node.branches.find(({ test, isNegated }) => {
          this.#env.spend(STEP);
          return this.#holds(test) !== isNegated;
        });
        return this.render(branch?.body ?? node.otherwise, output);
      }
      case "case":
        return this.#case(node, output);
      case "for":
        return this.#for(node, output);
      case "set":
        this.#set(node.targets, this.#value(node.value), node.isLocal);
        return null;
      case "capture":
        this.#assign(node.target, this.evaluation.apply(this.#captured(node.body), node.steps), node.isLocal);
        return null;
      case "with": {
        const frame: Frame = new Map(node.bindings.map(({ name, value }) => [name, this.#value(value)]));
        return this.#within(frame, () => this.render(node.body, output));
      }
      case "filter":
        output.value(this.evaluation.apply(this.#captured(node.body), node.steps), false);
        return null;
      case "cycle": {
        const turn = this.#cycles.get(node.group) ?? 0;
        this.#cycles.set(node.group, turn + 1);
        const chosen = node.values[turn % node.values.length];
        if (chosen) output.value(this.#value(chosen), false);
        return null;
      }
      case "count": {
        // As Liquid counts: `increment` writes 0 first, `decrement` -1.
        const before = this.#counters.get(node.name) ?? 0;
        this.#counters.set(node.name, before + node.by);
        output.value(node.by > 0 ? before : before - 1, false);
        return null;
      }
      case "break":
      case "continue":
        return node.type;
    }
  }

  #words(pieces: readonly Piece[], output: Output): void {
    for (const piece of pieces) {
      if (typeof piece === "string") output.words(piece);
      else {
        const value = this.evaluation.value(piece.path);
        const { conversion, spec, written } = piece;
        output.value(conversion === undefined && spec === "" ? value : formatWith(value, conversion, spec, written, this.#env), false);
      }
    }
  }

  #value({ root }: ParsedExpression): Json {
    return this.evaluation.value(root);
  }

  #holds(test: ParsedExpression): boolean {
    return this.evaluation.isTrue(this.#value(test));
  }

  /** What a block's body writes. A part of an address only when it is written there. */
  #captured(body: Body): string {
    const inner = new Output(this.#env);
    this.render(body, inner);
    return inner.text;
  }

  #case({ subject, branches, otherwise }: Extract<TextNode, { type: "case" }>, output: Output): Interruption {
    const value = this.#value(subject);
    let isHit = false;
    for (const { values, body } of branches) {
      const isOne = values.some((candidate) => {
        this.#env.spend(STEP);
        return this.#isCase(value, candidate);
      });
      if (!isOne) continue;
      isHit = true;
      const interruption = this.render(body, output);
      if (interruption !== null) return interruption;
    }
    return isHit ? null : this.render(otherwise, output);
  }

  #isCase(value: Json, candidate: ParsedExpression): boolean {
    if (isEmptiness(candidate.root)) return this.evaluation.isEmpty(value);
    return equals(value, this.#value(candidate), this.#env);
  }

  #for(loop: Loop, output: Output): Interruption {
    const items = this.#items(loop);
    const count = items.length;
    if (count === 0) return this.render(loop.otherwise, output);
    const outer = this.lookup("forloop");
    this.#loops++;
    for (let index = 0; index < count; index++) {
      this.#env.spend(STEP);
      const item = items[index] ?? null;
      const frame = this.#bound(loop.names, item);
      const round = { index: index + 1, index0: index, first: index === 0, last: index === count - 1, length: count };
      frame.set("loop", {
        ...round,
        revindex: count - index,
        revindex0: count - index - 1,
        depth: this.#loops,
        depth0: this.#loops - 1,
        ...(index > 0 ? { previtem: items[index - 1] ?? null } : {}),
        ...(index < count - 1 ? { nextitem: items[index + 1] ?? null } : {}),
      });
      frame.set("forloop", {
        ...round,
        rindex: count - index,
        rindex0: count - index - 1,
        name: loop.label,
        ...(outer === undefined ? {} : { parentloop: outer }),
      });
      if (this.#within(frame, () => this.render(loop.body, output)) === "break") break;
    }
    this.#loops--;
    return null;
  }

  /** What a loop goes through: filtered first, then as Liquid's options say. */
  #items(loop: Loop): Json[] {
    const value = this.#value(loop.list);
    const all = typeof value === "number" || typeof value === "boolean" ? [] : itemsOf(value, this.#env);
    const { test } = loop;
    const wanted =
      test === null
        ? all
        : all.filter((item) => {
            this.#env.spend(STEP);
            return this.#within(this.#bound(loop.names, item), () => this.#holds(test));
          });
    if (loop.limit === null && loop.offset === null && !loop.isReversed) {
      this.#ends.set(loop.label, wanted.length);
      return wanted;
    }
    const from = loop.offset === "continue" ? (this.#ends.get(loop.label) ?? 0) : (this.#whole(loop.offset) ?? 0);
    const limit = this.#whole(loop.limit);
    const taken = wanted.slice(from, limit === null ? undefined : from + limit);
    this.#ends.set(loop.label, from + taken.length);
    return loop.isReversed ? taken.reverse() : taken;
  }

  #whole(expression: ParsedExpression | null): number | null {
    if (expression === null) return null;
    const number = toNumber(this.#value(expression), this.#env.language);
    return number === null ? null : Math.max(0, Math.trunc(number));
  }

  /** The loop's names with what an item has for them: several names take it apart. */
  #bound(names: readonly string[], item: Json): Frame {
    const [only] = names;
    if (names.length === 1 && only !== undefined) return new Map([[only, item]]);
    const parts = itemsOf(item, this.#env);
    return new Map(names.map((name, index) => [name, parts[index] ?? null]));
  }

  #within<Result>(frame: Frame, run: () => Result): Result {
    this.#frames.push(frame);
    try {
      return run();
    } finally {
      this.#frames.pop();
    }
  }

  #set(targets: readonly Target[], value: Json, isLocal: boolean): void {
    const [only] = targets;
    if (targets.length === 1 && only) return this.#assign(only, value, isLocal);
    if (!Array.isArray(value) || value.length !== targets.length)
      throw new LimitError("type", problem("values_for_names", { names: targets.map(({ name }) => name).join(", ") }));
    targets.forEach((target, index) => this.#assign(target, plain(value[index]), isLocal));
  }

  /** `set` ends with the round or block that it stands in, Liquid's `assign` and `capture` stay. */
  #assign({ name, key }: Target, value: Json, isLocal: boolean): void {
    if (key === null) {
      const frame = isLocal ? this.#frames.at(-1) : this.#frames[0];
      frame?.set(name, value);
      return;
    }
    const holder = this.lookup(name) ?? null;
    if (!isNamespace(holder)) throw new LimitError("not_allowed", problem("not_a_namespace", { name }));
    holder[key] = value;
  }
}
