import type { HttpRequest } from "#lib/effects/call_http/effect.ts";

/** Puts marks in the place of secrets. */
export type Mask = (text: string) => string;

/** A mask for everything that an answer could repeat of these secrets: as they are, and in the forms in which requests carry them. */
export function maskFor({ marks: used, auth }: HttpRequest, values: ReadonlyMap<string, string>): Mask {
  const marks = new Map<string, string>();
  const filled = (text: string) => used.reduce((all, { mark, name }) => all.replaceAll(mark, values.get(name) ?? mark), text);
  for (const { mark, name } of used) for (const form of formsOf(values.get(name) ?? "")) marks.set(form.toLowerCase(), mark);
  if (auth?.type === "basic") {
    const { username, password } = auth;
    const credential = `${filled(username)}:${filled(password)}`;
    const first = used.find(({ mark }) => username.includes(mark) || password.includes(mark));
    if (first !== undefined) for (const form of base64Of(credential)) marks.set(form.toLowerCase(), first.mark);
  }
  const forms = [...marks.keys()].filter((form) => form !== "").sort((a, b) => b.length - a.length);
  if (forms.length === 0) return (text) => text;
  // In any case: escapes such as %2f and host names are written in either.
  const pattern = new RegExp(anyOf(forms), "gi");
  return (text) => text.replace(pattern, (found) => marks.get(found.toLowerCase()) ?? "");
}

function formsOf(value: string): string[] {
  const form = new URLSearchParams([["", value]]).toString().slice(1);
  return [value, encodeURIComponent(value.toWellFormed()), form, JSON.stringify(value).slice(1, -1), ...base64Of(value)];
}

/** Without the padding, which not everybody writes. */
function base64Of(value: string): string[] {
  const bytes = Buffer.from(value);
  return [bytes.toString("base64").replace(/=+$/, ""), bytes.toString("base64url")];
}

/** A pattern for any of these texts, the first that fits. */
export function anyOf(texts: readonly string[]): string {
  return texts.map((text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&")).join("|");
}
