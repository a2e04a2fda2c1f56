import { fold } from "#lib/engine/values/normal-text.ts";

/** What a contact's export is saved as: "ana-souza-2026-11-29.json" or ".html", on the reader's own day. */
export function exportName({ id, name }: { id: number; name: string | null }, now: Date, kind: "json" | "html"): string {
  const words = fold(name ?? "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
  const two = (part: number) => String(part).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${words === "" ? `contact-${id}` : words}-${day}.${kind}`;
}
