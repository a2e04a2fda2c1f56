"use client";
import { ChevronRight } from "lucide-react";
import { cn } from "#components/ui/cn.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { useT } from "#lib/i18n/client.tsx";
import type { Context, Json } from "#lib/engine/types.ts";
import { type ContextMark, isBranch, markChanges, oneLine } from "./context-changes.ts";

interface ContextTreeProps {
  context: Context;
  /** As it was before the last action; what differs is marked. */
  before: Context;
  /** Closed to begin with: something else needs the room. */
  folded?: boolean;
}

/** The execution's data as a tree that opens where something has just changed. */
export function ContextTree({ context, before, folded = false }: ContextTreeProps) {
  const t = useT();
  const marks = markChanges(before, context);
  const keys = Object.keys(context);
  const changed = keys.filter((key) => marks.has(key)).length;
  return (
    <details key={String(folded)} open={!folded} className="group/context flex shrink-0 flex-col border-t border-border">
      <summary className="flex h-8 cursor-pointer list-none items-center gap-1.5 px-3 text-[13px] font-medium outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset">
        <ChevronRight aria-hidden="true" className="size-3.5 group-open/context:rotate-90" />
        {t("simulator.context")}
        {keys.length > 0 && (
          <span className="text-xs font-normal text-muted-foreground">
            {t("simulator.keys", { count: keys.length })}
            {changed > 0 && ` · ${t("simulator.changed", { count: changed })}`}
          </span>
        )}
      </summary>
      <div
        tabIndex={0}
        role="group"
        aria-label={t("simulator.context")}
        className="relative scroll-thin max-h-[20dvh] overflow-auto px-3 pb-2 outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset"
      >
        {keys.length === 0 ? (
          <p className="text-xs text-muted-foreground">{t("simulator.contextEmpty")}</p>
        ) : (
          <Branch value={context} path={[]} marks={marks} />
        )}
        {keys.length > 0 && (
          <CopyButton text={JSON.stringify(context, null, 2)} label={t("simulator.context")} className="absolute top-0 right-2" />
        )}
      </div>
    </details>
  );
}

type Marks = ReadonlyMap<string, ContextMark>;

function Branch({ value, path, marks }: { value: Json[] | { [key: string]: Json }; path: readonly string[]; marks: Marks }) {
  return (
    <ul className={cn("font-mono text-xs leading-5", path.length > 0 && "ml-3 border-l border-border pl-2")}>
      {Object.entries(value).map(([key, item]) => (
        <li key={key}>
          <Entry name={key} value={item} path={[...path, key]} marks={marks} />
        </li>
      ))}
    </ul>
  );
}

/** The engine's own keys are there all the time; they open only on request. */
const QUIET = new Set(["message", "contact"]);

function Entry({ name, value, path, marks }: { name: string; value: Json; path: readonly string[]; marks: Marks }) {
  const mark = marks.get(path.join("."));
  if (!isBranch(value)) {
    return (
      <p className="wrap-anywhere">
        <Name name={name} mark={mark} /> <span className={mark ? undefined : "text-muted-foreground"}>{oneLine(value)}</span>
      </p>
    );
  }
  const open = mark !== undefined && !(path.length === 1 && QUIET.has(name));
  return (
    // Another key opens or closes it anew when the mark comes or goes; in between it is the reader's.
    <details key={String(open)} open={open}>
      <summary className="cursor-pointer truncate outline-none focus-visible:ring-2 focus-visible:ring-ring">
        <Name name={name} mark={mark} />{" "}
        <span className="text-muted-foreground">{Array.isArray(value) ? `[${value.length}]` : `{${Object.keys(value).length}}`}</span>
      </summary>
      <Branch value={value} path={path} marks={marks} />
    </details>
  );
}

function Name({ name, mark }: { name: string; mark: ContextMark | undefined }) {
  const t = useT();
  if (mark === undefined) return <span>{name}:</span>;
  return (
    <span
      className={cn("rounded px-1 font-medium", mark === "new" ? "bg-success-soft text-success-text" : "bg-warning-soft text-warning-text")}
    >
      {name}
      <span className="sr-only"> ({mark === "new" ? t("simulator.markNew") : t("simulator.markChanged")})</span>:
    </span>
  );
}
