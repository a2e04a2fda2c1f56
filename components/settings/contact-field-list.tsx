"use client";
import { ListTree, Plus, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { useAction } from "#components/api/use-action.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import type { ContactFieldResponse } from "#lib/api/contact-fields.ts";
import type { Page } from "#lib/api/page.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { ContactFieldActions } from "./actions.ts";
import { ContactFieldForm } from "./contact-field-form.tsx";
import { Section } from "./section.tsx";

interface ContactFieldListProps {
  fields: Page<ContactFieldResponse>;
  canEdit: boolean;
  actions: ContactFieldActions;
}

/** What the organisation keeps of its contacts, with its types. */
export function ContactFieldList({ fields, canEdit, actions }: ContactFieldListProps) {
  const t = useT();
  const router = useRouter();
  const { run, pending } = useAction();
  const [more, setMore] = useState<Page<ContactFieldResponse>[]>([]);
  /** `new`, or the one that is edited. */
  const [task, setTask] = useState<ContactFieldResponse | "new" | null>(null);
  const [removing, setRemoving] = useState<ContactFieldResponse | null>(null);
  const pages = [fields, ...more];
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
  const remove = async (field: ContactFieldResponse) => {
    const done = await run(() => actions.remove(field.id));
    setRemoving(null);
    if (done) {
      toast.success(t("fields.deleted", { name: field.name }));
      refresh();
    }
    return done !== undefined;
  };
  const create = canEdit && (
    <Button variant="primary" onClick={() => setTask("new")}>
      <Plus />
      {t("fields.new")}
    </Button>
  );
  return (
    <Section title={t("fields.pageTitle")} description={t("fields.pageText")} actions={items.length > 0 && create}>
      {items.length === 0 ? (
        <EmptyState icon={ListTree} title={t("fields.emptyTitle")} description={t("fields.emptyText")} actions={create} />
      ) : (
        <ul className="flex flex-col divide-y divide-border rounded-lg border border-border bg-surface">
          {items.map((field) => (
            <li key={field.id} className="flex flex-wrap items-center justify-between gap-2 px-4 py-2.5">
              <div className="min-w-0">
                <h3 className="text-sm font-medium wrap-anywhere">{field.name}</h3>
                <p className="text-xs wrap-anywhere text-muted-foreground">
                  <code>{field.key}</code> · {t(`fields.type_${field.type}`)}
                  {field.choices.length > 0 && `: ${field.choices.join(", ")}`}
                </p>
              </div>
              {canEdit && (
                <div className="flex gap-1">
                  <Button size="sm" onClick={() => setTask(field)} aria-label={`${t("fields.edit")}: ${field.name}`}>
                    {t("fields.edit")}
                  </Button>
                  <Button
                    size="icon-sm"
                    variant="ghost"
                    onClick={() => setRemoving(field)}
                    aria-label={`${t("fields.delete")}: ${field.name}`}
                  >
                    <Trash2 />
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {cursor !== null && <LoadMore pending={pending} onClick={() => void loadMore()} />}
      {task !== null && (
        <ContactFieldForm field={task === "new" ? null : task} actions={actions} onClose={() => setTask(null)} onSaved={refresh} />
      )}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        title={t("fields.deleteTitle", { name: removing?.name ?? "" })}
        description={t("fields.deleteText")}
        confirmLabel={t("fields.delete")}
        danger
        onConfirm={() => (removing === null ? undefined : remove(removing))}
      />
    </Section>
  );
}
