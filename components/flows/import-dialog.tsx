"use client";
import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { type DragEvent, useRef, useState } from "react";
import { toast } from "sonner";
import { ApiRefusal, call } from "#components/api/call.ts";
import { inputErrorText } from "#components/api/input-error-text.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { cn } from "#components/ui/cn.ts";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { type ImportFlow, importFlowContract } from "#lib/api/import-export.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import { useT } from "#lib/i18n/client.tsx";

interface Refusal {
  title: string;
  details: string[];
}

/** POSTs to the REST API, which takes larger bodies than a server action, and says of each field what is wrong with it. */
async function importFlow(file: unknown, t: Translate): Promise<{ id: number; name: string } | { details: string[] }> {
  try {
    // Whatever the file holds: the server says of each field what is wrong with it.
    return await call(importFlowContract, { body: file as ImportFlow });
  } catch (error) {
    const errors = error instanceof ApiRefusal ? error.errors : [];
    return { details: errors.length > 0 ? errors.slice(0, 5).map((each) => inputErrorText(each, file, t)) : [refusalText(error, t)] };
  }
}

export function ImportDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useT();
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [pending, setPending] = useState(false);
  const [over, setOver] = useState(false);

  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    setRefusal(null);
    setPending(true);
    const json = parsed(await file.text());
    const result = json === undefined ? null : await importFlow(json, t);
    setPending(false);
    if (result === null) setRefusal({ title: t("flows.importNotJson"), details: [] });
    else if ("details" in result) setRefusal({ title: t("flows.importRefused"), details: result.details });
    else {
      toast.success(t("flows.imported", { name: result.name }));
      router.push(`/console/flows/${result.id}`);
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };

  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title={t("flows.importTitle")} description={t("flows.importText")}>
        {refusal && (
          <Callout tone="danger" role="alert">
            <p>{refusal.title}</p>
            {refusal.details.length > 0 && (
              <ul className="mt-1 list-disc pl-4 text-[13px]">
                {refusal.details.map((detail) => (
                  <li key={detail} className="break-words">
                    {detail}
                  </li>
                ))}
              </ul>
            )}
          </Callout>
        )}
        <div
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
          className={cn(
            "flex flex-col items-center gap-3 rounded-lg border border-dashed border-input px-4 py-8 text-sm text-muted-foreground",
            over && "border-primary bg-primary-soft text-primary-text",
          )}
        >
          <FileUp aria-hidden="true" className="size-6" />
          {t("flows.importDrop")}
          <Button pending={pending} onClick={() => input.current?.click()}>
            {t("flows.importChoose")}
          </Button>
          <input
            ref={input}
            type="file"
            accept=".json,application/json"
            aria-label={t("flows.importChoose")}
            className="sr-only"
            tabIndex={-1}
            onChange={(event) => {
              void take(event.target.files?.[0]);
              event.target.value = "";
            }}
          />
        </div>
      </DialogContent>
    </Dialog>
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
