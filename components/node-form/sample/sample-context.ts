import { isJsonObject } from "#lib/engine/context.ts";
import type { Context } from "#lib/engine/types.ts";
import { SAMPLE_PROFILE } from "#lib/simulator/sample-profile.ts";
import type { KnownPath } from "#components/text/completion.ts";

/** What is no text stands for what it mostly is, or a preview would show the exception: an AI's answer that no model gave. */
const USUAL: Context = { simulated: false };

/**
 * A context to try texts and conditions against: the author's own values where they gave some, and for the rest
 * what stands in for a value, so that a preview shows where it will come.
 */
export function sampleContext(paths: readonly KnownPath[], own: Context = {}): Context {
  const context: Context = { last_message: "Oi", message: { type: "text", text: "Oi", data: {} }, contact: { ...SAMPLE_PROFILE } };
  for (const { path } of paths) {
    if (!path.includes(".") && !(path in context)) context[path] = USUAL[path] ?? `‹${path}›`;
  }
  return { ...context, ...own };
}

/** What the author wrote as the sample; null when it is not a JSON object. */
export function parseSample(text: string): Context | null {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
