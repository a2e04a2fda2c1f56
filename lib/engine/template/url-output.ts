import { Output, type Template } from "liquidjs/dist/liquid.browser.mjs";
import { problem } from "../problem/problem.ts";
import { LimitError } from "../values/budget.ts";
import { TemplateOutput } from "./scope.ts";

/** Whether the author has encoded what this `{{ }}` writes. */
export function isUrlEncoded(template: Template): boolean {
  return template instanceof Output && template.value.filters.at(-1)?.name === "url_encode";
}

/** Collects an address: the author's own words as they are, values encoded as one component each. */
export class UrlOutput extends TemplateOutput {
  /** What is written next comes encoded from the author's own filter. */
  isEncoded = false;
  #isAtStart = true;

  writeAuthored(text: string): void {
    this.#isAtStart = false;
    super.write(text);
  }

  override write(value: unknown): void {
    const from = this.buffer.length;
    super.write(value);
    if (!this.isEncoded && !this.#isAtStart) this.buffer = this.buffer.slice(0, from) + encodeComponent(this.buffer.slice(from));
    this.#isAtStart = false;
  }
}

/** `encodeURIComponent`, which leaves "." and ".." as they are and refuses half a character. */
function encodeComponent(text: string): string {
  // Addresses know no way to write them as anything but "here" and "one up", not even encoded.
  if (text === "." || text === "..") throw new LimitError("not_allowed", problem("dots_in_address", { value: text }));
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
}
