import type { Json } from "#lib/engine/types.ts";

/** The texts that commas or line ends part, each once. */
export function toWords(text: string): string[] {
  return [...new Set(text.split(/[,;\n]/).map((word) => word.trim()))].filter((word) => word !== "");
}

/** A list of texts as it is written in one line; what an import holds there instead, as it is. */
export function fromWords(value: Json | undefined): string {
  if (!Array.isArray(value)) return typeof value === "string" ? value : "";
  return value.map(String).join(", ");
}
