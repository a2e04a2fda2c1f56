import { problem } from "../problem/problem.ts";
import type { Json } from "../types.ts";
import { LimitError } from "../values/budget.ts";
import type { Environment } from "../values/environment.ts";
import { toText } from "../values/values.ts";

/** An author's longest text around the longest that a contact can write. */
const LONGEST_RESULT = 131_072;

/** Collects what is rendered; refuses more than WhatsApp or a prompt could ever take. */
export class Output {
  text = "";
  protected readonly env: Environment;

  constructor(env: Environment) {
    this.env = env;
  }

  /** The author's own words. */
  words(text: string): void {
    this.env.spend(text.length);
    this.add(text);
  }

  /** A value; `isEncoded`: the author has made it part of an address. */
  value(value: Json, _isEncoded: boolean): void {
    this.add(toText(value, this.env));
  }

  protected add(text: string): void {
    this.text += text;
    if (this.text.length > LONGEST_RESULT) throw new LimitError("too_long", problem("result_too_long", { most: LONGEST_RESULT }));
  }
}

/** Collects an address: the author's own words as they are, values encoded as one component each, but for one that it begins with. */
export class UrlOutput extends Output {
  #isAtStart = true;

  override words(text: string): void {
    this.#isAtStart = false;
    super.words(text);
  }

  override value(value: Json, isEncoded: boolean): void {
    const text = toText(value, this.env);
    this.add(isEncoded || this.#isAtStart ? text : encodeComponent(text));
    this.#isAtStart = false;
  }
}

/** `encodeURIComponent`, which leaves "." and ".." as they are and refuses half a character. */
function encodeComponent(text: string): string {
  // Addresses know no way to write them as anything but "here" and "one up", not even encoded.
  if (text === "." || text === "..") throw new LimitError("not_allowed", problem("dots_in_address", { value: text }));
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
}
