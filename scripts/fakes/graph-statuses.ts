import type { GraphCall } from "./graph-call.ts";
import { postWebhook, statusValue, webhookBody, type FakeStatus } from "./webhook.ts";

export interface StatusOptions {
  /** The webhook to report to. */
  url: string;
  appSecret?: string | undefined;
  /** sent, delivered, read unless told. */
  kinds?: string[];
  /** Milliseconds between a call and its statuses, at most; 50 unless told. */
  delayMs?: number;
  /** In any order, and each twice. */
  disorderly?: boolean;
  /** Each in a POST of its own, as Meta does on most days, in place of those of 5 ms together. */
  apart?: boolean;
  /** 0 to 1; Math.random unless told. */
  random?: () => number;
}

interface Reporter {
  accepted(call: GraphCall, options: StatusOptions): void;
  settled(): Promise<void>;
  stop(): void;
}

/** Posts what became of messages to a webhook, as Meta does: signed, gathered into few POSTs, repeated until they get a 200. */
export function createStatusReporter(): Reporter {
  const underWay = new Set<Promise<unknown>>();
  const planned = new Map<NodeJS.Timeout, () => void>();
  let due: { phoneNumberId: string; status: FakeStatus }[] = [];
  let flushing: NodeJS.Timeout | undefined;

  function track(work: Promise<unknown>): void {
    underWay.add(work);
    void work.finally(() => underWay.delete(work));
  }

  function flush(options: StatusOptions): void {
    flushing = undefined;
    const taken = due;
    due = [];
    if (options.apart === true) for (const each of taken) report(options, [each]);
    else report(options, taken);
  }

  function report(options: StatusOptions, reports: typeof due): void {
    const numbers = Map.groupBy(reports, ({ phoneNumberId }) => phoneNumberId);
    const body = webhookBody(
      ...[...numbers].map(([number, items]) =>
        statusValue(
          number,
          items.map(({ status }) => status),
        ),
      ),
    );
    track(postWebhook(options.url, body, { appSecret: options.appSecret, patienceMs: 30_000 }).catch(() => {}));
  }

  return {
    accepted(call, options) {
      const random = options.random ?? Math.random;
      const reports = (options.kinds ?? ["sent", "delivered", "read"]).map((status): FakeStatus => ({
        id: call.wamid ?? "",
        status,
        recipient: call.to,
        opaque: call.opaque === "" ? undefined : call.opaque,
      }));
      const delay = options.delayMs ?? 50;
      const plan =
        options.disorderly === true
          ? [...reports, ...reports].map((status) => ({ status, after: random() * delay }))
          : reports.map((status, n) => ({ status, after: (delay * (n + 1)) / reports.length }));
      for (const { status, after } of plan) {
        track(
          new Promise<void>((resolve) => {
            const timer = setTimeout(() => {
              planned.delete(timer);
              due.push({ phoneNumberId: call.phoneNumberId, status });
              flushing ??= setTimeout(() => flush(options), 5);
              setTimeout(resolve, 6);
            }, after);
            planned.set(timer, resolve);
          }),
        );
      }
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    stop() {
      for (const [timer, resolve] of planned) {
        clearTimeout(timer);
        resolve();
      }
      planned.clear();
      clearTimeout(flushing);
    },
  };
}
