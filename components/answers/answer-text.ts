/** What was kept, in one line: a text as it is, a list with commas, a file or a place by what it is called. */
export function answerText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(answerText).join(", ");
  if (typeof value !== "object") return String(value);
  const { filename, name, address, type } = value as Record<string, unknown>;
  const called = [filename, name, address, type].find((each) => typeof each === "string" && each !== "");
  return typeof called === "string" ? called : JSON.stringify(value);
}
