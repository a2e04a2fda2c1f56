import { posix } from "node:path";

/** An arrow between two children of one folder, and an import that makes it. */
interface Arrow {
  from: string;
  to: string;
  because: { file: string; imports: string };
}

interface FolderCycle {
  /** "" is the root, whose children are the folders of the second level, such as `lib/nodes`. */
  folder: string;
  arrows: Arrow[];
}

/** The addresses of this repository that a source imports, types and dynamic imports too, as paths from its root. */
export function importsOf(file: string, source: string): string[] {
  return [...source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([.#][^"]+)"/g)].map(([, specifier = ""]) => addressOf(file, specifier));
}

function addressOf(file: string, specifier: string): string {
  const [address = ""] = specifier.split("?");
  if (address.startsWith(".")) return posix.join(posix.dirname(file), address);
  if (address.startsWith("#server/")) return `lib/server/${address.slice("#server/".length)}.ts`;
  return address.slice(1);
}

/**
 * Folders whose children (sub-folders and loose files) lead back to themselves by imports. Imports of files that are not in `sources` are
 * passed over.
 */
export function folderCycles(sources: ReadonlyMap<string, string>): FolderCycle[] {
  const folders = new Map<string, Map<string, Map<string, Arrow>>>();
  for (const [file, source] of sources) {
    for (const imports of importsOf(file, source)) {
      if (!sources.has(imports)) continue;
      for (const { folder, from, to } of steps(file, imports)) {
        const arrows = folders.get(folder) ?? new Map<string, Map<string, Arrow>>();
        const leaving = arrows.get(from) ?? new Map<string, Arrow>();
        if (!leaving.has(to)) leaving.set(to, { from, to, because: { file, imports } });
        folders.set(folder, arrows.set(from, leaving));
      }
    }
  }
  return [...folders].flatMap(([folder, arrows]) => cyclesIn(arrows).map((cycle) => ({ folder, arrows: cycle })));
}

/** Where the two addresses part: in the folder that holds both. */
function steps(file: string, imports: string): { folder: string; from: string; to: string }[] {
  const [a, b] = [placesOf(file), placesOf(imports)];
  const parted = a.findIndex((place, index) => place !== b[index]);
  const [from, to] = [a[parted], b[parted]];
  return from === undefined || to === undefined ? [] : [{ folder: a[parted - 1] ?? "", from, to }];
}

/** `lib/nodes`, `lib/nodes/end`, `lib/nodes/end/node.ts`: from the second level down, because `lib` and `app` are only shelves. */
function placesOf(file: string): string[] {
  const names = file.split("/");
  return names.slice(1).map((_, index) => names.slice(0, index + 2).join("/"));
}

/** The arrows within each group of places that all lead to each other. */
function cyclesIn(arrows: ReadonlyMap<string, ReadonlyMap<string, Arrow>>): Arrow[][] {
  const reached = new Map([...arrows.keys()].map((place) => [place, reachableFrom(place, arrows)]));
  const seen = new Set<string>();
  return [...reached].flatMap(([place, there]) => {
    if (seen.has(place) || !there.has(place)) return [];
    const group = [...there].filter((other) => reached.get(other)?.has(place) === true);
    for (const member of group) seen.add(member);
    return [group.flatMap((from) => [...(arrows.get(from)?.values() ?? [])].filter(({ to }) => group.includes(to)))];
  });
}

/** By at least one arrow: a place is among them only if it leads back to itself. */
function reachableFrom(place: string, arrows: ReadonlyMap<string, ReadonlyMap<string, Arrow>>): Set<string> {
  const reached = new Set(arrows.get(place)?.keys());
  for (const next of reached) for (const to of arrows.get(next)?.keys() ?? []) reached.add(to);
  return reached;
}

/** A cycle in words: the folder, and each arrow with an import that makes it. */
export function cycleText({ folder, arrows }: FolderCycle): string {
  const lines = arrows.map(({ from, to, because }) => `  ${from} -> ${to}   (${because.file} imports ${because.imports})`);
  return [`${folder === "" ? "the root" : folder}:`, ...lines].join("\n");
}
