"use client";
import { LockKeyhole } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Table, TableBody, TableHead, TableHeader } from "#components/ui/table.tsx";
import { problemText, useAction } from "#components/api/use-action.ts";
import { useLoadedPages } from "#components/api/use-loaded-pages.ts";
import type { Page } from "#lib/api/page.ts";
import type { SecretResponse } from "#lib/api/secrets.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { SecretActions } from "./actions.ts";
import { SecretForm, type SecretTask } from "./secret-form.tsx";
import { SecretRow } from "./secret-row.tsx";
import { SettingsList } from "./settings-list.tsx";

export function SecretList({ secrets, actions }: { secrets: Page<SecretResponse>; actions: SecretActions }) {
  const t = useT();
  const { run } = useAction();
  const pages = useLoadedPages(secrets, actions.load);
  const { items, refresh } = pages;
  const [task, setTask] = useState<SecretTask | null>(null);
  const [removing, setRemoving] = useState<SecretResponse | null>(null);
  const remove = async ({ name, flows }: SecretResponse) => {
    const done = await run(
      () => actions.remove(name, flows.length > 0),
      (problem) => {
        if (problem.code !== "secret-in-use") return false;
        toast.error(problemText(problem, t));
        setRemoving(null);
        return true;
      },
    );
    refresh();
    if (done) toast.success(t("settings.secretDeleted", { name }));
    return done !== undefined;
  };
  return (
    <SettingsList
      title={t("settings.secretsTitle")}
      text={t("settings.secretsText")}
      empty={{ icon: LockKeyhole, title: t("settings.secretEmptyTitle"), text: t("settings.secretEmptyText") }}
      isEmpty={items.length === 0}
      add={{ label: t("settings.secretNew"), onClick: () => setTask({ kind: "create" }) }}
      pages={pages}
      dialogs={
        <>
          {task !== null && <SecretForm task={task} actions={actions} onClose={() => setTask(null)} onSaved={refresh} />}
          <ConfirmDialog
            open={removing !== null}
            onOpenChange={(open) => !open && setRemoving(null)}
            title={t("settings.secretDeleteTitle", { name: removing?.name ?? "" })}
            description={
              removing === null || removing.flows.length === 0
                ? t("settings.secretDeleteUnused")
                : t("settings.secretDeleteUsed", {
                    count: removing.flows.length,
                    flows: removing.flows.map(({ name }) => `“${name}”`).join(", "),
                  })
            }
            confirmLabel={t("settings.secretDelete")}
            danger
            onConfirm={() => (removing === null ? undefined : remove(removing))}
          />
        </>
      }
    >
      <Table>
        <TableHeader>
          <tr>
            <TableHead>{t("settings.secretColumnName")}</TableHead>
            <TableHead className="max-lg:hidden">{t("settings.secretColumnFlows")}</TableHead>
            <TableHead className="max-sm:hidden">{t("settings.secretColumnUsed")}</TableHead>
            <TableHead>
              <span className="sr-only">{t("common.more")}</span>
            </TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {items.map((secret) => (
            <SecretRow key={secret.name} secret={secret} onTask={setTask} onRemove={() => setRemoving(secret)} />
          ))}
        </TableBody>
      </Table>
    </SettingsList>
  );
}
