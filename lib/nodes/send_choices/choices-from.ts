import type { Context, Json } from "../../engine/types.ts";
import { pathKeys, readPath } from "../../engine/values/read-path.ts";
import { isBlank } from "../../whatsapp/outgoing/fit-text.ts";
import type { Choice } from "./choice.ts";
import { readPosition } from "../../engine/values/position.ts";

/** Choices out of a list in the context. */
export interface ChoicesFrom {
  /** The way to the list: `pedidos`, `resposta.body.itens`, `lojas[0]["aos domingos"]`, also in braces. */
  list: string;
  /**
   * The ways within an item. A blank one for the id takes the title, a blank one for the title the id. Items that are texts or numbers are
   * both themselves.
   */
  id: string;
  title: string;
  description: string;
}

/** Why an item is no choice. */
type Unusable = "no_title" | "no_id" | "same_id" | "too_many";

export interface Resolved {
  choices: Choice[];
  /** Index of the item in the list; of those that are too many only the first. */
  unusable: { index: number; why: Unusable }[];
}

/** Nobody goes through more pages, and with more every answer would take longer to understand. */
export const MAX_CHOICES = 1000;

/** No choices where there is no list. Of two items with one id the first is taken: an answer with that id could mean either. */
export function resolveChoices(context: Context, from: ChoicesFrom): Resolved {
  const list = valueAt(context, from.list);
  const items = Array.isArray(list) ? list : [];
  const [choices, unusable, ids]: [Choice[], Resolved["unusable"], Set<string>] = [[], [], new Set()];
  for (const [index, item] of items.entries()) {
    const choice = toChoice(item, from);
    const why = typeof choice === "string" ? choice : ids.has(choice.id) ? "same_id" : choices.length === MAX_CHOICES ? "too_many" : null;
    if (why !== null) unusable.push({ index, why });
    if (why === "too_many") break;
    if (why !== null || typeof choice === "string") continue;
    ids.add(choice.id);
    choices.push(choice);
  }
  return { choices, unusable };
}

function toChoice(item: Json, from: ChoicesFrom): Choice | "no_title" | "no_id" {
  const own = textOf(item);
  if (own !== null) return { id: own, title: own, description: "", words: [] };
  const [id, title] = [
    textAt(item, from.id.trim() === "" ? from.title : from.id),
    textAt(item, from.title.trim() === "" ? from.id : from.title),
  ];
  if (title === null) return "no_title";
  if (id === null) return "no_id";
  return { id, title, description: textAt(item, from.description) ?? "", words: [], privateId: readPosition(id) !== null };
}

function textAt(item: Json, path: string): string | null {
  return textOf(valueAt(item, path));
}

/** Null for what is no text or number, or blank. */
function textOf(value: Json): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && !isBlank(value) ? value.trim() : null;
}

/** As `readPath`; a blank path leads nowhere here, and not to the whole value. */
function valueAt(root: Json, path: string): Json {
  return pathKeys(path)?.length === 0 ? null : readPath(root, path);
}
