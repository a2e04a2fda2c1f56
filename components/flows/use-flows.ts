import { useRouter } from "next/navigation";
import { toast } from "sonner";
import { useAction } from "#components/api/use-action.ts";
import { useLoadedPages } from "#components/api/use-loaded-pages.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { FlowActions, FlowFilter, FlowItem, FlowPage } from "./types.ts";

/** The flows loaded so far, and what is done to them; whatever changes one begins the list anew. */
export function useFlows(page: FlowPage, { search, filter }: { search: string; filter: FlowFilter }, actions: FlowActions) {
  const t = useT();
  const router = useRouter();
  const { run } = useAction();
  const { pages, items, hasMore, pending, loadMore, refresh } = useLoadedPages<FlowItem, FlowPage>(page, (cursor) =>
    actions.load({ search, filter, cursor }),
  );
  // One that was edited meanwhile is further up than where the next page begins, and comes in it once more.
  const flows = [...new Map(items.map((flow) => [flow.id, flow] as const)).values()];
  const open = Object.assign({}, ...pages.map((each) => each.open)) as FlowPage["open"];
  const failed = Object.assign({}, ...pages.map((each) => each.failed)) as FlowPage["failed"];
  const channels = Object.assign({}, ...pages.map((each) => each.channels)) as FlowPage["channels"];
  const duplicate = async (flow: FlowItem) => {
    const name = t("flows.copyName", { name: flow.name }).slice(0, 200);
    const made = await run(() => actions.duplicate(flow.id, name));
    if (!made) return;
    refresh();
    toast.success(t("flows.duplicated", { name }), {
      action: { label: t("flows.openFlow"), onClick: () => router.push(`/console/flows/${made.value.id}`) },
    });
  };
  const restore = async (flow: FlowItem) => {
    if (!(await run(() => actions.restore(flow.id)))) return;
    refresh();
    toast.success(t("flows.restored", { name: flow.name }));
  };
  const archive = async (flow: FlowItem) => {
    if (!(await run(() => actions.archive(flow.id)))) return false;
    refresh();
    toast.success(t("flows.archived", { name: flow.name }), {
      duration: 10_000,
      action: { label: t("common.undo"), onClick: () => void restore(flow) },
    });
    return true;
  };

  return { flows, open, failed, channels, hasMore, pending, loadMore, duplicate, restore, archive };
}
