"use client";
import { Check, Plus } from "lucide-react";
import { useT } from "#lib/i18n/client.tsx";
import { cn } from "./cn.ts";

type Keys = readonly (string | number)[];

/** What a click on a value does. */
export interface JsonPick {
  /** What the button of a value is called: "Keep order.id". Null: this one cannot be picked. */
  label: (keys: Keys) => string | null;
  /** What a value is already kept as. */
  takenAs: (keys: Keys) => string | null;
  onPick: (keys: Keys) => void;
}

interface JsonTreeProps {
  value: unknown;
  label: string;
  pick?: JsonPick;
  className?: string;
}

/** Branches this deep are open at first. */
const OPEN_DEPTH = 2;
/** Nobody reads on; the rest is counted. */
const MOST_ENTRIES = 100;

/** JSON as a tree that opens and closes, whose values can be picked where there is somebody to take them. */
export function JsonTree({ value, label, pick, className }: JsonTreeProps) {
  return (
    <div
      role="group"
      aria-label={label}
      // Scrolled by keyboard, also where nothing in it can take the focus.
      tabIndex={0}
      className={cn(
        "max-h-72 scroll-thin overflow-auto rounded-md border border-border bg-surface p-2 font-mono text-xs leading-5 outline-none focus-visible:ring-2 focus-visible:ring-ring",
        className,
      )}
    >
      {isBranch(value) ? <Entries value={value} keys={[]} pick={pick} /> : <Leaf value={value} keys={[]} pick={pick} />}
    </div>
  );
}

const isBranch = (value: unknown): value is object => typeof value === "object" && value !== null;

interface PartProps {
  keys: Keys;
  pick: JsonPick | undefined;
}

function Entries({ value, keys, pick }: PartProps & { value: object }) {
  const t = useT();
  const entries: [string | number, unknown][] = Array.isArray(value) ? value.map((item, index) => [index, item]) : Object.entries(value);
  if (entries.length === 0) return <Leaf value={value} keys={keys} pick={pick} />;
  const hidden = entries.length - MOST_ENTRIES;
  return (
    <ul className={cn(keys.length > 0 && "ml-1.5 border-l border-border pl-2")}>
      {entries.slice(0, MOST_ENTRIES).map(([key, item]) => (
        <li key={key}>
          <Entry value={item} keys={[...keys, key]} pick={pick} />
        </li>
      ))}
      {hidden > 0 && <li className="text-muted-foreground">{t("common.moreEntries", { count: hidden })}</li>}
    </ul>
  );
}

function Entry({ value, keys, pick }: PartProps & { value: unknown }) {
  if (!isBranch(value) || Object.keys(value).length === 0) return <Leaf value={value} keys={keys} pick={pick} />;
  return (
    <div className="group/branch relative">
      <PickBranch keys={keys} pick={pick} />
      <details open={keys.length < OPEN_DEPTH}>
        <summary className="flex cursor-pointer list-none items-center gap-1 rounded px-1 outline-none hover:bg-muted focus-visible:ring-2 focus-visible:ring-ring">
          <span aria-hidden="true" className="text-muted-foreground transition-transform in-[details[open]>summary]:rotate-90">
            ›
          </span>
          <Key keys={keys} />
          <span className="text-muted-foreground">{Array.isArray(value) ? `[${value.length}]` : `{${Object.keys(value).length}}`}</span>
        </summary>
        <Entries value={value} keys={keys} pick={pick} />
      </details>
    </div>
  );
}

const Key = ({ keys }: { keys: Keys }) => {
  const key = keys.at(-1);
  return key === undefined ? null : <span className="shrink-0">{key}:</span>;
};

function Leaf({ value, keys, pick }: PartProps & { value: unknown }) {
  const label = pick?.label(keys) ?? null;
  const content = (
    <>
      <Key keys={keys} />
      <span className={cn("min-w-0 wrap-anywhere", colourOf(value))}>
        {typeof value === "string" ? `"${value}"` : JSON.stringify(value)}
      </span>
    </>
  );
  const takenAs = pick?.takenAs(keys) ?? null;
  if (pick === undefined || label === null) return <p className="flex gap-1.5 px-1 whitespace-pre-wrap">{content}</p>;
  return (
    <button
      type="button"
      title={label}
      onClick={() => pick.onPick(keys)}
      className="group/line flex w-full cursor-pointer gap-1.5 rounded px-1 text-left whitespace-pre-wrap outline-none hover:bg-primary-soft focus-visible:ring-2 focus-visible:ring-ring"
    >
      {content}
      <span className="sr-only">{label}</span>
      {takenAs === null ? (
        <Plus
          aria-hidden="true"
          className="ml-auto size-4 shrink-0 self-center text-primary-text opacity-0 group-hover/line:opacity-100 group-focus-visible/line:opacity-100 pointer-coarse:opacity-100"
        />
      ) : (
        <Taken as={takenAs} />
      )}
    </button>
  );
}

/** Beside the line of the branch and not in it, which is a button itself. */
function PickBranch({ keys, pick }: PartProps) {
  const label = pick?.label(keys) ?? null;
  if (pick === undefined || label === null) return null;
  const takenAs = pick.takenAs(keys);
  return (
    <button
      type="button"
      title={label}
      onClick={() => pick.onPick(keys)}
      className={cn(
        "absolute top-0 right-1 flex h-5 cursor-pointer items-center rounded outline-none hover:bg-primary-soft focus-visible:opacity-100 focus-visible:ring-2 focus-visible:ring-ring",
        takenAs === null && "opacity-0 group-has-[>details>summary:hover]/branch:opacity-100 hover:opacity-100 pointer-coarse:opacity-100",
      )}
    >
      <span className="sr-only">{label}</span>
      {takenAs === null ? <Plus aria-hidden="true" className="size-4 text-primary-text" /> : <Taken as={takenAs} />}
    </button>
  );
}

function Taken({ as }: { as: string }) {
  return (
    <span className="ml-auto flex shrink-0 items-center gap-1 self-center rounded bg-success-soft px-1 text-success-text">
      <Check aria-hidden="true" className="size-3" />
      {as}
    </span>
  );
}

function colourOf(value: unknown): string {
  if (typeof value === "string") return "text-success-text";
  if (typeof value === "number" || typeof value === "boolean") return "text-primary-text";
  return "text-muted-foreground";
}
