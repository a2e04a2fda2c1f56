"use client";
import { LockKeyhole, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { Table, TableBody, TableHead, TableHeader } from "#components/ui/table.tsx";
import { problemText, useAction } from "#components/api/use-action.ts";
import type { Page } from "#lib/api/page.ts";
import type { SecretResponse } from "#lib/api/secrets.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { SecretActions } from "./actions.ts";
import { SecretForm, type SecretTask } from "./secret-form.tsx";
import { SecretRow } from "./secret-row.tsx";
import { Section } from "./section.tsx";

export function SecretList({ secrets, actions }: { secrets: Page<SecretResponse>; actions: SecretActions }) {
  const t = useT();
  const router = useRouter();
  const { run, pending } = useAction();
  const [more, setMore] = useState<Page<SecretResponse>[]>([]);
  const [task, setTask] = useState<SecretTask | null>(null);
  const [removing, setRemoving] = useState<SecretResponse | null>(null);
  const pages = [secrets, ...more];
  const items = pages.flatMap((page) => page.items);
  const cursor = pages.at(-1)?.next_cursor ?? null;

  const refresh = () => {
    setMore([]);
    router.refresh();
  };
  const loadMore = async () => {
    const next = cursor === null ? undefined : await run(() => actions.load(cursor));
    if (next) setMore([...more, next.value]);
  };
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
  const create = (
    <Button variant="primary" onClick={() => setTask({ kind: "create" })}>
      <Plus />
      {t("settings.secretNew")}
    </Button>
  );
  return (
    <Section title={t("settings.secretsTitle")} description={t("settings.secretsText")} actions={items.length > 0 && create}>
      {items.length === 0 ? (
        <EmptyState
          icon={LockKeyhole}
          title={t("settings.secretEmptyTitle")}
          description={t("settings.secretEmptyText")}
          actions={create}
        />
      ) : (
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
      )}
      {cursor !== null && <LoadMore pending={pending} onClick={() => void loadMore()} />}
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
    </Section>
  );
}
