import type { ParsedExpression } from "../expression/nodes.ts";
import { pathText } from "../values/path-text.ts";
import type { Body, TextNode } from "./nodes.ts";
import type { Keys } from "./placeholders.ts";
import { secretRead } from "./secrets.ts";

interface Reads {
  /** The ways into the context, such as "user.name". */
  paths: string[];
  /** The secrets that it writes out, by name. */
  secrets: string[];
}

/**
 * What these nodes read, each once and in order.
 * @throws LimitError where a secret is read in another way than written out
 */
export function readsOf(body: Body): Reads {
  const reading = new Reading();
  reading.body(body);
  return { paths: [...reading.paths], secrets: [...reading.secrets] };
}

const isStaticPath = ({ root }: ParsedExpression): boolean => root.type === "path" && root.keys.every((key) => typeof key !== "object");

class Reading {
  readonly paths = new Set<string>();
  readonly secrets = new Set<string>();
  /** What the text sets itself: from there on, or within a round or block. */
  readonly #own: Set<string>[] = [new Set()];

  body(body: Body): void {
    for (const node of body) this.#node(node);
  }

  #node(node: TextNode): void {
    switch (node.type) {
      case "words":
        for (const piece of node.pieces)
          if (typeof piece !== "string") this.#note(piece.keys, piece.spec === "" && piece.conversion === undefined, true);
        return;
      case "output":
        return this.#expression(node.expression, isStaticPath(node.expression));
      case "if":
        for (const { test, body } of node.branches) {
          this.#expression(test);
          this.body(body);
        }
        return this.body(node.otherwise);
      case "case":
        this.#expression(node.subject);
        for (const { values, body } of node.branches) {
          for (const value of values) this.#expression(value);
          this.body(body);
        }
        return this.body(node.otherwise);
      case "for":
        this.#expression(node.list);
        this.#expression(node.limit);
        if (node.offset !== "continue") this.#expression(node.offset);
        this.#within([...node.names, "loop", "forloop"], () => {
          this.#expression(node.test);
          this.body(node.body);
        });
        return this.body(node.otherwise);
      case "set":
        this.#expression(node.value);
        for (const { name, key } of node.targets) if (key === null) this.#set(name, node.isLocal);
        return;
      case "capture":
        this.#expression(node.reads);
        this.body(node.body);
        if (node.target.key === null) this.#set(node.target.name, node.isLocal);
        return;
      case "with":
        for (const { value } of node.bindings) this.#expression(value);
        return this.#within(
          node.bindings.map(({ name }) => name),
          () => this.body(node.body),
        );
      case "filter":
        this.#expression(node.reads);
        return this.body(node.body);
      case "cycle":
        for (const value of node.values) this.#expression(value);
        return;
      case "count":
        return this.#set(node.name, false);
      case "break":
      case "continue":
        return;
    }
  }

  #set(name: string, isLocal: boolean): void {
    this.#own.at(isLocal ? -1 : 0)?.add(name);
  }

  #within(names: readonly string[], run: () => void): void {
    this.#own.push(new Set(names));
    run();
    this.#own.pop();
  }

  #expression(expression: ParsedExpression | null, isWritten = false): void {
    for (const { keys, isWhole } of expression?.reads ?? []) this.#note(keys, isWritten, isWhole);
  }

  #note(keys: Keys, isWritten: boolean, isWhole: boolean): void {
    const [root] = keys;
    if (typeof root !== "string" || this.#own.some((names) => names.has(root))) return;
    // `secret[key]`: which one is known only when it runs.
    const secret = secretRead(isWhole ? keys : [...keys, 0], isWritten);
    if (secret === null) this.paths.add(pathText(keys));
    else this.secrets.add(secret);
  }
}
