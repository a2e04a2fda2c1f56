"use client";
import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { type DragEvent, useRef, useState } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { cn } from "#components/ui/cn.ts";
import { Dialog, DialogContent } from "#components/ui/dialog.tsx";
import { useT } from "#lib/i18n/client.tsx";

interface Refusal {
  title: string;
  details: string[];
}

/** POSTs to the REST API, which takes larger bodies than a server action, and says of each field what is wrong with it. */
async function importFlow(text: string): Promise<{ id: number; name: string } | { details: string[] }> {
  const response = await fetch("/api/v1/flows/import", { method: "POST", headers: { "content-type": "application/json" }, body: text });
  const answer: { id?: number; name?: string; detail?: string; errors?: { pointer?: string; message: string }[] } = await response.json();
  if (response.ok && answer.id !== undefined) return { id: answer.id, name: answer.name ?? "" };
  return { details: answer.errors?.slice(0, 5).map(({ pointer, message }) => `${pointer ?? ""} ${message}`.trim()) ?? [answer.detail ?? `HTTP ${response.status}`] };
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
    const text = await file.text();
    const result = isJson(text) ? await importFlow(text).catch(() => ({ details: [t("common.errorNetwork")] })) : null;
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
          className={cn("flex flex-col items-center gap-3 rounded-lg border border-dashed border-input px-4 py-8 text-sm text-muted-foreground", over && "border-primary bg-primary-soft text-primary-text")}
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

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
