import { log } from "../platform/log.ts";

interface CsvFile {
  filename: string;
  signal?: AbortSignal | undefined;
  headers?: Record<string, string>;
}

/** A file that is written while it is read: as much of it is in memory as one piece of `lines`. */
export function csvResponse(lines: AsyncGenerator<string, undefined>, { filename, signal, headers = {} }: CsvFile): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { value, done } = signal?.aborted === true ? { value: undefined, done: true } : await lines.next();
        if (done === true || value === undefined) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        log.error({ err: error, filename }, "a file broke off");
        controller.error(error);
      }
    },
    cancel: () => void lines.return(undefined),
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${filename}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...headers,
    },
  });
}
