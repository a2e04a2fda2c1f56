import { toast } from "sonner";
import type { FlowGraph } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { saveCopy } from "./draft-api.ts";

/** Keeps a draft that is about to be given up as a flow of its own, and offers to open that. What it returns throws ApiRefusal. */
export function useKeepCopy(): (flowName: string, graph: FlowGraph) => Promise<void> {
  const t = useT();
  return async (flowName, graph) => {
    const copy = await saveCopy(t("builder.copyName", { name: flowName }), graph);
    const openIt = () => window.open(`/console/flows/${copy.id}`, "_blank", "noreferrer");
    toast(t("builder.copySaved", { name: copy.name }), { action: { label: t("builder.copyOpen"), onClick: openIt } });
  };
}
