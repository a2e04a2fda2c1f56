/** What an option is called, and what an author should know about it. */
export interface OptionWords {
  label: string;
  help?: string;
  placeholder?: string;
  /** What authors look for in the palette who do not know that it is an option of this node. */
  keywords?: readonly string[];
  /** Of a list: what one row of it is called. */
  item?: string;
  /** Of a list: what is said while it has no rows. */
  empty?: string;
  /** Of an option with a fixed set of values: what each is called. */
  values?: Readonly<Record<string, string>>;
}

/** By the path of the option; what is inside the rows of a list without their numbers: `choices`, `choices.title`. */
export type OptionsWords = Readonly<Record<string, OptionWords>>;

const IS_ROW = /^\d+$/;

/** The words of an option by its path: `choices.2.title` has those of `choices.title`. */
export function optionWords(all: OptionsWords, path: string): OptionWords | undefined {
  const name = path
    .split(".")
    .filter((key) => !IS_ROW.test(key))
    .join(".");
  return Object.hasOwn(all, name) ? all[name] : undefined;
}

/** What an option is called where its list is not in sight: `Choice 3 · Title`. One that has no words goes by its own name. */
export function optionLabel(all: OptionsWords, path: string): string {
  const keys = path.split(".");
  if (!Object.hasOwn(all, keys[0] ?? "")) return path;
  const parts = keys.flatMap((key, index) => {
    if (IS_ROW.test(key)) return [];
    const words = optionWords(all, keys.slice(0, index + 1).join("."));
    const row = keys[index + 1] ?? "";
    if (!IS_ROW.test(row)) return [words?.label ?? key];
    return [`${words?.item ?? words?.label ?? key} ${Number(row) + 1}`];
  });
  return parts.join(" · ");
}
