"use client";
import { Download, Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { call } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { type ContactImportDetail, removeImportContract } from "#lib/api/contact-imports.ts";
import type { ContactField } from "#lib/engine/contact-fields/types.ts";
import { useFormat, useLocale, useT } from "#lib/i18n/client.tsx";
import { type ChannelChoice, ImportSettingsForm } from "./import-settings-form.tsx";
import { useImport } from "./use-imports.ts";

interface ImportFileProps {
  id: string;
  channels: readonly ChannelChoice[];
  fields: readonly ContactField[];
  onLeave: () => void;
}

/** One file: what its columns hold while it waits, how far it is while it runs, and what was refused. */
export function ImportFile({ id, channels, fields, onLeave }: ImportFileProps) {
  const t = useT();
  const { data, error, put } = useImport(id);
  const [isRemoving, setIsRemoving] = useState(false);
  if (data === undefined) {
    return error === null ? null : (
      <Callout tone="danger" role="alert">
        {refusalText(error, t)}
      </Callout>
    );
  }
  const isBusy = data.status === "checking" || data.status === "importing";
  const remove = async () => {
    try {
      await call(removeImportContract, { params: { id } });
      toast.success(t("imports.removed"));
      onLeave();
      return true;
    } catch (refused) {
      toast.error(refusalText(refused, t));
      return false;
    }
  };
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div className="flex min-w-0 flex-wrap items-center gap-2">
          <h2 className="truncate text-base font-semibold">{data.filename ?? t("imports.noName")}</h2>
          <Badge tone={data.status === "done" ? "success" : "info"}>{t(`imports.status_${data.status}`)}</Badge>
          <span className="text-[13px] text-muted-foreground">{t("imports.rows", { count: data.rows })}</span>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button onClick={onLeave}>{t("imports.another")}</Button>
          <Button onClick={() => setIsRemoving(true)}>
            <Trash2 />
            {t(isBusy ? "imports.stop" : "imports.remove")}
          </Button>
        </div>
      </div>
      {data.settings !== null && <Progress file={data} />}
      {(data.status === "uploaded" || data.status === "checked") && (
        <ImportSettingsForm key={data.id} file={data} channels={channels} fields={fields} onStarted={put} />
      )}
      <ConfirmDialog
        open={isRemoving}
        onOpenChange={setIsRemoving}
        title={t("imports.removeTitle")}
        description={t("imports.removeText")}
        confirmLabel={t("imports.remove")}
        danger
        onConfirm={remove}
      />
    </div>
  );
}

function Progress({ file }: { file: ContactImportDetail }) {
  const t = useT();
  const locale = useLocale();
  const format = useFormat();
  const { status, rows, done_rows: done, applied_rows: applied, refused_rows: refused } = file;
  const isCheck = status === "checking" || status === "checked";
  const text = t("imports.progress", { done: format.number(done), all: format.number(rows) });
  return (
    <section className="flex flex-col gap-2 rounded-lg border border-border bg-surface p-4" aria-live="polite">
      <div
        role="progressbar"
        aria-label={text}
        aria-valuemin={0}
        aria-valuemax={rows}
        aria-valuenow={done}
        className="h-2 overflow-hidden rounded-full bg-secondary"
      >
        <div className="h-full bg-primary transition-[width]" style={{ width: `${rows === 0 ? 100 : (100 * done) / rows}%` }} />
      </div>
      <p className="text-[13px]">
        {text} · {t(isCheck ? "imports.wouldApply" : "imports.applied", { count: applied })} ·{" "}
        <span className={refused > 0 ? "text-warning-text" : undefined}>{t("imports.refused", { count: refused })}</span>
      </p>
      {status === "checked" && <p className="text-xs text-muted-foreground">{t("imports.checkedText")}</p>}
      {status === "done" && <p className="text-xs text-muted-foreground">{t("imports.doneText")}</p>}
      {refused > 0 && (
        <Button asChild className="self-start">
          <a href={`/api/v1/contacts/imports/${file.id}/report?language=${locale}`} download>
            <Download />
            {t("imports.report")}
          </a>
        </Button>
      )}
    </section>
  );
}
