import diff from "microdiff";
import type { Context, Json } from "#lib/engine/types.ts";

export type ContextMark = "new" | "changed";

/** Which values of a context are new or other than before, by path (`pedido.itens.0`), with every path above them. */
export function markChanges(before: Context, after: Context): ReadonlyMap<string, ContextMark> {
  const marks = new Map<string, ContextMark>();
  for (const { type, path } of diff(before, after)) {
    path.forEach((_, depth) => {
      const name = path.slice(0, depth + 1).join(".");
      const whole = depth === path.length - 1;
      marks.set(name, whole && type === "CREATE" ? "new" : (marks.get(name) ?? "changed"));
    });
  }
  return marks;
}

/** A value in one line. */
export function oneLine(value: Json | undefined): string {
  return value === undefined ? "—" : JSON.stringify(value);
}

export function isBranch(value: Json): value is Json[] | { [key: string]: Json } {
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}
