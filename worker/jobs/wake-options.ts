/**
 * For queues whose jobs only wake. Many at once, because all of a batch share one transaction; never one at a time,
 * because notifications that arrive while a handler runs collapse into a single fetch. One fetcher a process: each
 * notification wakes all of them, and all but one would find nothing. The polls are the floor for notifications that got lost.
 */
export const WAKE_OPTIONS = {
  batchSize: 100,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 0.5,
  notifyPollingIntervalSeconds: 0.5,
} as const;
