"use client";
import { useQueryClient } from "@tanstack/react-query";
import { ArrowLeft, FileUp } from "lucide-react";
import Link from "next/link";
import { useRef, useState } from "react";
import { callWithFile } from "#components/api/call.ts";
import { LiveData } from "#components/api/live-data.tsx";
import { refusalText } from "#components/api/refusal-text.ts";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { RelativeTime } from "#components/ui/time.tsx";
import { type ContactImport, uploadImportContract } from "#lib/api/contact-imports.ts";
import type { Page as ListPage } from "#lib/api/page.ts";
import type { ContactField } from "#lib/engine/contact-fields/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { ImportFile } from "./import-file.tsx";
import type { ChannelChoice } from "./import-settings-form.tsx";
import { useImports } from "./use-imports.ts";

interface ImportViewProps {
  recent: ListPage<ContactImport>;
  channels: readonly ChannelChoice[];
  fields: readonly ContactField[];
}

/** From a file to contacts: chosen, told what its columns hold, checked, applied, and what was refused. */
export function ImportView(props: ImportViewProps) {
  return (
    <LiveData>
      <View {...props} />
    </LiveData>
  );
}

function View({ recent, channels, fields }: ImportViewProps) {
  const t = useT();
  const imports = useImports(recent);
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Page>
      <div>
        <Button asChild variant="ghost" size="sm">
          <Link href="/console/contacts">
            <ArrowLeft />
            {t("imports.back")}
          </Link>
        </Button>
      </div>
      <PageHeader title={t("imports.title")} description={t("imports.description")} />
      {chosen === null ? (
        <>
          <Upload onUploaded={setChosen} />
          <Recent imports={imports} onChoose={setChosen} />
        </>
      ) : (
        <ImportFile key={chosen} id={chosen} channels={channels} fields={fields} onLeave={() => setChosen(null)} />
      )}
    </Page>
  );
}

function Upload({ onUploaded }: { onUploaded: (id: string) => void }) {
  const t = useT();
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const upload = async (file: File) => {
    setPending(true);
    setProblem(null);
    try {
      const made = await callWithFile(uploadImportContract, { query: { filename: file.name.slice(0, 240) } }, file);
      client.setQueryData(["import", made.id], made);
      void client.invalidateQueries({ queryKey: ["imports"] });
      onUploaded(made.id);
    } catch (error) {
      setProblem(refusalText(error, t));
      setPending(false);
    }
  };
  return (
    <section className="flex flex-col items-start gap-2 rounded-lg border border-dashed border-border-strong p-4">
      <Button variant="primary" pending={pending} onClick={() => input.current?.click()} aria-describedby="import-help">
        <FileUp />
        {t(pending ? "imports.uploading" : "imports.choose")}
      </Button>
      <p id="import-help" className="text-xs text-muted-foreground">
        {t("imports.chooseHelp")}
      </p>
      <input
        ref={input}
        type="file"
        className="hidden"
        tabIndex={-1}
        aria-hidden="true"
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = "";
          if (file !== undefined) void upload(file);
        }}
      />
      {problem !== null && (
        <Callout tone="danger" role="alert">
          {problem}
        </Callout>
      )}
    </section>
  );
}

function Recent({ imports, onChoose }: { imports: readonly ContactImport[]; onChoose: (id: string) => void }) {
  const t = useT();
  return (
    <section className="flex flex-col gap-2" aria-labelledby="recent-imports">
      <h2 id="recent-imports" className="text-sm font-medium">
        {t("imports.recent")}
      </h2>
      {imports.length === 0 ? (
        <p className="text-[13px] text-muted-foreground">{t("imports.recentNone")}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-border rounded-lg border border-border bg-surface">
          {imports.map((each) => (
            <li key={each.id}>
              <button
                type="button"
                onClick={() => onChoose(each.id)}
                className="flex w-full cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-left outline-none hover:bg-secondary focus-visible:ring-2 focus-visible:ring-ring"
              >
                <span className="min-w-0 flex-1 truncate text-sm font-medium">{each.filename ?? t("imports.noName")}</span>
                <span className="text-[13px] text-muted-foreground">{t("imports.rows", { count: each.rows })}</span>
                {each.refused_rows > 0 && (
                  <span className="text-[13px] text-warning-text">{t("imports.refused", { count: each.refused_rows })}</span>
                )}
                <Badge tone={each.status === "done" ? "success" : "info"}>{t(`imports.status_${each.status}`)}</Badge>
                <span className="text-[13px] text-muted-foreground">
                  <RelativeTime at={each.created_at} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
