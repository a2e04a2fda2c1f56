import { isJsonObject } from "../engine/context.ts";
import type { Context, Json } from "../engine/types.ts";
import { isSameJson } from "../engine/values/same-json.ts";

export interface MessageLine {
  /** missing: expected and not sent; extra: sent and not expected. */
  kind: "same" | "missing" | "extra";
  text: string;
}

/** Both lists in one, as a text comparison shows it: the longest common run of messages stays, the rest is missing or extra. */
export function compareMessages(expected: readonly string[], actual: readonly string[]): MessageLine[] {
  // common[i][j]: how many messages expected from i on and sent from j on have in common, in order.
  const common = Array.from({ length: expected.length + 1 }, () => new Array<number>(actual.length + 1).fill(0));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = expected.length - 1; i >= 0; i -= 1) {
    const row = common[i] ?? [];
    for (let j = actual.length - 1; j >= 0; j -= 1)
      row[j] = expected[i] === actual[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const lines: MessageLine[] = [];
  let [i, j] = [0, 0];
  while (i < expected.length || j < actual.length) {
    const [wanted, sent] = [expected[i], actual[j]];
    if (wanted !== undefined && wanted === sent) {
      lines.push({ kind: "same", text: wanted });
      [i, j] = [i + 1, j + 1];
    } else if (wanted !== undefined && (sent === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: "missing", text: wanted });
      i += 1;
    } else {
      lines.push({ kind: "extra", text: sent ?? "" });
      j += 1;
    }
  }
  return lines;
}

export interface ContextDifference {
  /** As conditions write it: `pedido.itens`. */
  path: string;
  expected: Json;
  /** Undefined: not in the context. */
  actual: Json | undefined;
}

/** Where the context lacks what it must hold; objects may hold more, everything else must be equal. */
export function missingFrom(context: Context, expected: Context, path: readonly string[] = []): ContextDifference[] {
  return Object.entries(expected).flatMap(([key, wanted]) => {
    const actual = Object.hasOwn(context, key) ? context[key] : undefined;
    if (isJsonObject(wanted) && isJsonObject(actual)) return missingFrom(actual, wanted, [...path, key]);
    return isSameJson(wanted, actual) ? [] : [{ path: [...path, key].join("."), expected: wanted, actual }];
  });
}
