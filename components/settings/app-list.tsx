"use client";
import { KeyRound, Plus, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useAction } from "#components/api/use-action.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useMoments } from "#components/ui/use-moments.ts";
import type { AppResponse } from "#lib/api/apps.ts";
import type { WebhookRefusal } from "#lib/api/webhook-refusals.ts";
import { useFormat, useT } from "#lib/i18n/client.tsx";
import type { AppActions } from "./actions.ts";
import { AppDialog } from "./app-dialog.tsx";
import { CopyField } from "./copy-field.tsx";
import { refusalText } from "./refusal-text.ts";
import { Section } from "./section.tsx";

interface AppListProps {
  apps: readonly AppResponse[];
  origin: string;
  refused: readonly WebhookRefusal[];
  mayEdit: boolean;
  actions: AppActions;
}

type Task = { kind: "new" } | { kind: "edit" | "remove"; app: AppResponse };

/** The Meta apps that are set up here, each with its own address. There is nothing of their secrets to show. */
export function AppList({ apps, origin, refused, mayEdit, actions }: AppListProps) {
  const t = useT();
  const format = useFormat();
  const moments = useMoments();
  const router = useRouter();
  const { run } = useAction();
  const [task, setTask] = useState<Task | null>(null);
  const close = () => setTask(null);
  const remove = async ({ app_id: id, name }: AppResponse) => {
    if (!(await run(() => actions.remove(id)))) return false;
    toast.success(t("channels.appRemoved", { name }));
    router.refresh();
    return true;
  };
  const add = mayEdit && (
    <Button onClick={() => setTask({ kind: "new" })}>
      <Plus />
      {t("channels.appAdd")}
    </Button>
  );
  return (
    <Section title={t("channels.appsTitle")} description={t("channels.appsText")} actions={add}>
      {apps.length > 0 && (
        <ul className="divide-y divide-border rounded-xl border border-border bg-surface">
          {apps.map((app) => (
            <li key={app.app_id} className="flex flex-col gap-2 px-4 py-3">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
                <div className="min-w-48 flex-1">
                  <span className="font-medium">{app.name}</span> <code className="text-xs text-muted-foreground">{app.app_id}</code>
                  <p className="text-[13px] text-muted-foreground">
                    {t("channels.appChannels", { count: app.channels.length, names: format.list(app.channels.map(({ name }) => name)) })}
                  </p>
                </div>
                {mayEdit && (
                  <div className="flex items-center gap-2">
                    <Tooltip label={t("channels.appEdit", { name: app.name })}>
                      <Button
                        variant="ghost"
                        size="icon"
                        aria-label={t("channels.appEdit", { name: app.name })}
                        onClick={() => setTask({ kind: "edit", app })}
                      >
                        <KeyRound />
                      </Button>
                    </Tooltip>
                    <Tooltip label={t("channels.appRemove")}>
                      <Button
                        variant="ghost"
                        size="icon"
                        aria-label={`${t("channels.appRemove")}: ${app.name}`}
                        onClick={() => setTask({ kind: "remove", app })}
                      >
                        <Trash2 />
                      </Button>
                    </Tooltip>
                  </div>
                )}
              </div>
              {moments !== null &&
                refused
                  .filter(({ app_id: id }) => id === app.app_id)
                  .map((refusal) => (
                    <Callout key={refusal.reason} tone="danger">
                      {refusalText(refusal, t, moments)}
                    </Callout>
                  ))}
              <CopyField label={t("settings.webhookUrl")} value={`${origin}${app.webhook_path}`} />
            </li>
          ))}
        </ul>
      )}
      {(task?.kind === "new" || task?.kind === "edit") && (
        <AppDialog app={task.kind === "edit" ? task.app : undefined} actions={actions} onClose={close} onSaved={() => router.refresh()} />
      )}
      {task?.kind === "remove" && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && close()}
          title={t("channels.appRemoveTitle", { name: task.app.name })}
          description={t("channels.appRemoveText")}
          confirmLabel={t("channels.appRemove")}
          danger
          onConfirm={() => remove(task.app)}
        />
      )}
    </Section>
  );
}
