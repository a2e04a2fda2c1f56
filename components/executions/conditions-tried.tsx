"use client";
import { Check, CircleAlert, X } from "lucide-react";
import { pathsRead, readPath } from "#components/node-form/sample/sample-paths.ts";
import { oneLine } from "#components/simulator/context-changes.ts";
import { cn } from "#components/ui/cn.ts";
import type { Context, FlowGraph } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { conditionText, type Tried } from "#lib/nodes/way.ts";

interface ConditionsTriedProps {
  tried: readonly Tried[];
  /** The version that ran. */
  graph: FlowGraph;
  /** As they found it. */
  context: Context;
  nodeName: (nodeId: string) => string;
}

/** The conditions that decided a visit's way, in order: what each came to, and with which values. */
export function ConditionsTried({ tried, graph, context, nodeName }: ConditionsTriedProps) {
  const t = useT();
  const locale = useLocale();
  if (tried.length === 0) return null;
  return (
    <section aria-label={t("executions.conditions")} className="flex flex-col gap-1.5 border-t border-border p-3 first:border-t-0">
      <h3 className="text-[13px] font-medium">{t("executions.conditions")}</h3>
      <ol className="flex flex-col gap-1.5">
        {tried.map(({ order, condition, value, transition }) => (
          <li key={transition.id} className="flex items-start gap-2 text-xs leading-4">
            <Came value={value} />
            <div className="min-w-0 flex-1">
              <p className={cn("wrap-anywhere", value === false && "text-muted-foreground")}>
                {order}. {conditionText(condition, graph, locale)} → {nodeName(transition.to)}
              </p>
              {pathsRead("condition", condition).map((path) => (
                <p key={path} className="truncate font-mono text-[11px] text-muted-foreground">
                  {path} = {oneLine(readPath(context, path) ?? null)}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Came({ value }: Pick<Tried, "value">) {
  const t = useT();
  if (value === null)
    return <CircleAlert aria-label={t("executions.conditionUnknown")} className="mt-px size-3.5 shrink-0 text-danger-text" />;
  if (value) return <Check aria-label={t("executions.conditionHeld")} className="mt-px size-3.5 shrink-0 text-success-text" />;
  return <X aria-label={t("executions.conditionHeldNot")} className="mt-px size-3.5 shrink-0 text-muted-foreground" />;
}
