import { readFile } from "node:fs/promises";
import { z } from "zod";
import { evaluate, isTruthy } from "../../lib/engine/condition.ts";
import { render } from "../../lib/engine/template.ts";
import type { Context, Json } from "../../lib/engine/types.ts";
import { UnreadableSource } from "./old-schema.ts";

const shadowLine = z
  .object({
    text: z.string().optional(),
    condition: z.string().optional(),
    context: z.record(z.string(), z.json()).default({}),
    expected: z.json(),
    language: z.string().optional(),
    time_zone: z.string().optional(),
    now: z.union([z.string(), z.number()]).optional(),
  })
  .refine(({ text, condition }) => (text === undefined) !== (condition === undefined), { error: "needs either a text or a condition" });

interface ShadowResult {
  compared: number;
  /** A sentence for each line that gives something else, or that cannot be read. */
  differences: string[];
}

/** What the old system gave, against what the same gives here: a line of JSON each. */
export async function shadowCheck(path: string): Promise<ShadowResult> {
  const file = await readFile(path, "utf8").catch((error: Error) => {
    throw new UnreadableSource(`${path} can not be read: ${error.message}`);
  });
  const lines = file.split("\n").flatMap((line, index) => (line.trim() === "" ? [] : [{ line, number: index + 1 }]));
  return { compared: lines.length, differences: lines.flatMap(({ line, number }) => difference(line, number)) };
}

function difference(line: string, number: number): string[] {
  let given: z.output<typeof shadowLine>;
  try {
    given = shadowLine.parse(JSON.parse(line));
  } catch (error) {
    return [`line ${number} can not be read: ${error instanceof z.ZodError ? z.prettifyError(error) : String(error)}`];
  }
  const { text, condition = "", context, expected, language, time_zone: timeZone, now } = given;
  const options = {
    ...(language !== undefined && { language }),
    ...(timeZone !== undefined && { timeZone }),
    ...(now !== undefined && { now }),
  };
  const written = JSON.stringify(text ?? condition);
  try {
    const value = text === undefined ? evaluate(condition, context as Context, options) : render(text, context as Context, options);
    return agrees(value, expected) ? [] : [`line ${number}: ${written} gives ${JSON.stringify(value)}, gave ${JSON.stringify(expected)}`];
  } catch (error) {
    return [
      `line ${number}: ${written} is refused, gave ${JSON.stringify(expected)}: ${error instanceof Error ? error.message : String(error)}`,
    ];
  }
}

/** The old system took what a condition gave for yes or no. */
function agrees(value: Json, expected: Json): boolean {
  return (
    JSON.stringify(value) === JSON.stringify(expected) ||
    (typeof expected === "boolean" && typeof value !== "string" && isTruthy(value) === expected)
  );
}
