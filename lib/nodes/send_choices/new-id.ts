import { isUnsafeKey } from "../../engine/context.ts";
import { RESERVED_EXITS } from "./config.ts";
import { fold } from "../../engine/values/normal-text.ts";

const LONGEST = 40;
/** Where a title has nothing that could stand in an id. */
const FALLBACK = "opcao";

/** The id of a choice, from its title: unlike those of the others and all that means something else. Templates leave their names. */
export function newChoiceId(title: string, others: readonly string[]): string {
  const slug = fold(title)
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+/, "")
    .slice(0, LONGEST)
    .replace(/_+$/, "");
  const taken = new Set([...others.map((id) => id.toLowerCase()), ...RESERVED_EXITS]);
  const isFree = (id: string) => !taken.has(id) && !isUnsafeKey(id);
  const base = slug === "" ? FALLBACK : slug;
  let id = base;
  for (let number = 2; !isFree(id); number++) id = `${base}_${number}`;
  return id;
}

/**
 * A choice with another title. Its id follows the title for as long as it was made from the title and nothing leads on from its exit;
 * then it stays, as the transitions and whoever reads the context go by it.
 */
export function retitled(choice: { id: string; title: string }, title: string, others: readonly string[], usedExits: readonly string[]) {
  const follows = choice.id === "" || (choice.id === newChoiceId(choice.title, others) && !usedExits.includes(choice.id));
  return { ...choice, title, id: follows ? newChoiceId(title, others) : choice.id };
}
