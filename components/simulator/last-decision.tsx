"use client";
import { Split } from "lucide-react";
import { useLocale } from "#lib/i18n/client.tsx";
import { wayText } from "#lib/nodes/way.ts";
import { current } from "#lib/simulator/session.ts";
import { visitsOfLastEvent } from "#lib/simulator/path.ts";
import { useNodeName, useSimulator, useSimulatorState } from "./simulator-context.tsx";

/** Which condition decided the way that the latest message took; nothing where none was tried. */
export function LastDecision() {
  const locale = useLocale();
  const nodeName = useNodeName();
  const { graph, selectNode } = useSimulator();
  const { visits, execution } = useSimulatorState(({ session }) => current(session));
  const gone = visits.filter((visit) => visit.execution === execution?.number);
  const decided = gone
    .slice(gone.length - visitsOfLastEvent(gone))
    .findLast(({ conditions, flow }) => conditions !== undefined && flow === undefined);
  const text = decided && wayText(decided, graph, locale);
  if (decided === undefined || text == null) return null;
  const words = `${nodeName(decided.nodeId)}: ${text}`;
  return (
    <button
      type="button"
      title={words}
      onClick={() => selectNode(decided.nodeId)}
      className="flex shrink-0 cursor-pointer items-center gap-1.5 border-t border-border px-3 py-1 text-left text-xs outline-none hover:bg-muted focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset"
    >
      <Split aria-hidden="true" className="size-3.5 shrink-0 text-muted-foreground" />
      <span className="line-clamp-2 min-w-0 wrap-anywhere">{words}</span>
    </button>
  );
}
