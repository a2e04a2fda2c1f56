"use client";
import { ListTree } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { useAction } from "#components/api/use-action.ts";
import { useLoadedPages } from "#components/api/use-loaded-pages.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { ContactFieldResponse } from "#lib/api/contact-fields.ts";
import type { Page } from "#lib/api/page.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { ContactFieldActions } from "./actions.ts";
import { ContactFieldForm } from "./contact-field-form.tsx";
import { RowButtons } from "./row-buttons.tsx";
import { SettingsList } from "./settings-list.tsx";

interface ContactFieldListProps {
  fields: Page<ContactFieldResponse>;
  canEdit: boolean;
  actions: ContactFieldActions;
}

/** What the organisation keeps of its contacts, with its types. */
export function ContactFieldList({ fields, canEdit, actions }: ContactFieldListProps) {
  const t = useT();
  const { run } = useAction();
  const pages = useLoadedPages(fields, actions.load);
  const { items, refresh } = pages;
  /** `new`, or the one that is edited. */
  const [task, setTask] = useState<ContactFieldResponse | "new" | null>(null);
  const [removing, setRemoving] = useState<ContactFieldResponse | null>(null);
  const remove = async (field: ContactFieldResponse) => {
    const done = await run(() => actions.remove(field.id));
    setRemoving(null);
    if (done) {
      toast.success(t("fields.deleted", { name: field.name }));
      refresh();
    }
    return done !== undefined;
  };
  return (
    <SettingsList
      title={t("fields.pageTitle")}
      text={t("fields.pageText")}
      empty={{ icon: ListTree, title: t("fields.emptyTitle"), text: t("fields.emptyText") }}
      isEmpty={items.length === 0}
      add={canEdit ? { label: t("fields.new"), onClick: () => setTask("new") } : null}
      pages={pages}
      dialogs={
        <>
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
        </>
      }
    >
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
              <RowButtons
                name={field.name}
                edit={{ label: t("fields.edit"), onClick: () => setTask(field) }}
                remove={{ label: t("fields.delete"), onClick: () => setRemoving(field) }}
              />
            )}
          </li>
        ))}
      </ul>
    </SettingsList>
  );
}
