"use client";
import { Download } from "lucide-react";
import { useRef, useState } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button.tsx";
import { ROWS_HEADER } from "#lib/api/answers.ts";
import { useFormat, useT } from "#lib/i18n/client.tsx";
import { type AnswersFilters, answersApiQuery } from "./answers-filters.ts";

const TOO_OFTEN = 429;

interface Progress {
  rows: number;
  /** All there will be; null where the server does not say. */
  of: number | null;
}

/** The rows of the filters as a CSV file, with how far it is; a second click stops it. */
export function DownloadAnswers({ flow, filters }: { flow: { id: number; name: string }; filters: AnswersFilters }) {
  const t = useT();
  const format = useFormat();
  const [progress, setProgress] = useState<Progress | null>(null);
  const stop = useRef<AbortController>(null);

  const download = async () => {
    if (stop.current !== null) return stop.current.abort();
    const abort = new AbortController();
    stop.current = abort;
    setProgress({ rows: 0, of: null });
    try {
      const query = new URLSearchParams({ ...answersApiQuery(filters, Date.now()), format: "csv" });
      const response = await fetch(`/api/v1/flows/${flow.id}/answers?${query.toString()}`, { signal: abort.signal });
      if (response.status === TOO_OFTEN) return void toast.error(t("answers.downloadTooOften"));
      if (!response.ok || response.body === null) throw new Error(`status ${response.status}`);
      const of = response.headers.get(ROWS_HEADER);
      save(await readFile(response.body, (rows) => setProgress({ rows, of: of === null ? null : Number(of) })), `${flow.name}.csv`);
    } catch {
      if (!abort.signal.aborted) toast.error(t("answers.downloadFailed"));
    } finally {
      stop.current = null;
      setProgress(null);
    }
  };
  return (
    <Button onClick={() => void download()} aria-live="polite">
      <Download />
      {progress === null
        ? t("answers.download")
        : progress.of === null
          ? t("answers.downloading")
          : t("answers.downloadingOf", { rows: format.number(Math.min(progress.rows, progress.of)), of: format.number(progress.of) })}
    </Button>
  );
}

const LINE_END = 10;

/** The whole file; `onRows` hears how many lines have come, the head not counted. */
async function readFile(body: ReadableStream<Uint8Array>, onRows: (rows: number) => void): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const reader = body.getReader();
  for (let lines = 0; ;) {
    const { value, done } = await reader.read();
    if (done) return new Blob(parts, { type: "text/csv" });
    parts.push(new Uint8Array(value));
    for (const byte of value) if (byte === LINE_END) lines += 1;
    onRows(Math.max(0, lines - 1));
  }
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
