import type { Context, Json } from "#lib/engine/types.ts";
import fields from "./fields.json" with { type: "json" };
import messages from "./messages.json" with { type: "json" };

/**
 * Everything that a contact, a phone or Meta itself can tell, as the references list it. In the JSON a text `$name` stands for a value,
 * `$name|else` also says what it is without one; a key whose value is missing is left out.
 */
export const MESSAGE_KINDS: Readonly<Record<string, Context>> = messages;
export const FIELD_KINDS: Readonly<Record<string, { field: string; value: Context }>> = fields;

export type Values = Readonly<Record<string, string | number | undefined>>;

/** What stands for a file: its id and its hash, by MIME type. */
type FileOf = (mimeType: string) => { id: string; sha256: string };

export function fill(value: Json, values: Values, fileOf: FileOf): Json | undefined {
  if (typeof value === "string") return fillText(value, values, fileOf);
  if (Array.isArray(value)) return value.map((each) => fill(each, values, fileOf) ?? null);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, inner]) => [key, inner === undefined ? undefined : fill(inner, values, fileOf)] as const,
  );
  return Object.fromEntries(entries.filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

function fillText(text: string, values: Values, fileOf: FileOf): Json | undefined {
  const file = /^\$(media|sha):(.+)$/.exec(text);
  if (file !== null) return fileOf(file[2] ?? "")[file[1] === "media" ? "id" : "sha256"];
  const whole = /^\$([a-z_]+)(?:\|(.*))?$/s.exec(text);
  if (whole !== null) {
    const given = values[whole[1] ?? ""];
    if (given !== undefined && given !== "") return given;
    return whole[2] === "" ? undefined : whole[2];
  }
  return text.replaceAll(/\$([a-z_]+)(?:\|([\w.]*))?/g, (_, name: string, otherwise?: string) => String(values[name] ?? otherwise ?? ""));
}
