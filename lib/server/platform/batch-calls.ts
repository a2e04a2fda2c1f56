import { setTimeout as sleep } from "node:timers/promises";
import { createPace } from "./pace.ts";

interface Options<Item> {
  maxItems: number;
  /** Flushes under way at once; 1 unless told. */
  concurrency?: number;
  /**
   * Whether a failure may be one item's own fault: then each item is tried alone, so that it takes no neighbour with it,
   * until a failure is everyone's.
   */
  isolate?: (error: unknown) => boolean;
  /**
   * What calls must keep their order about. Calls that share a key are never in two flushes at once: the later one waits for
   * the flush of the earlier one, and nobody else does.
   */
  keysOf?: (item: Item) => readonly string[];
  /** Under load flushes begin up to this many milliseconds apart, so that each takes more (`createPace`); 0 unless told. */
  gatherMs?: number;
}

interface Waiting<Item, Result> {
  item: Item;
  keys: readonly string[];
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Group commit: calls that arrive while a flush is under way wait together and share the next one.
 * An idle caller is served at once.
 * `flush` returns one result an item, in order.
 */
export function batchCalls<Item, Result>(
  flush: (items: Item[]) => Promise<Result[]>,
  options: Options<Item>,
): (item: Item) => Promise<Result> {
  const { maxItems, concurrency = 1, keysOf = () => [], gatherMs = 0 } = options;
  const pace = createPace(gatherMs);
  let waiting: Waiting<Item, Result>[] = [];
  let running = 0;
  const keysInFlight = new Set<string>();

  /** The next batch, oldest first: without what shares a key with a flush under way, or with a call that stays behind for that. */
  function takeBatch(): Waiting<Item, Result>[] {
    const batch: Waiting<Item, Result>[] = [];
    const held: Waiting<Item, Result>[] = [];
    const heldKeys = new Set<string>();
    let next = 0;
    for (; next < waiting.length && batch.length < maxItems; next++) {
      const entry = waiting[next] as Waiting<Item, Result>;
      if (!entry.keys.some((key) => keysInFlight.has(key) || heldKeys.has(key))) batch.push(entry);
      else {
        held.push(entry);
        for (const key of entry.keys) heldKeys.add(key);
      }
    }
    waiting = [...held, ...waiting.slice(next)];
    return batch;
  }

  async function settle(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await flush(batch.map((entry) => entry.item));
      batch.forEach((entry, index) => entry.resolve(results[index] as Result));
    } catch (error) {
      if (batch.length > 1 && options.isolate?.(error) === true) await settleEach(batch, options.isolate);
      else for (const entry of batch) entry.reject(error);
    }
  }

  async function settleEach(batch: Waiting<Item, Result>[], isOwnFault: (error: unknown) => boolean): Promise<void> {
    const left = [...batch];
    for (let entry = left.shift(); entry !== undefined; entry = left.shift()) {
      try {
        const [result] = await flush([entry.item]);
        entry.resolve(result as Result);
      } catch (error) {
        entry.reject(error);
        if (!isOwnFault(error)) for (const other of left.splice(0)) other.reject(error);
      }
    }
  }

  async function flushWaiting(): Promise<void> {
    running += 1;
    // One turn of the event loop lets calls of the same moment join the first flush.
    await new Promise(setImmediate);
    for (;;) {
      const wait = waiting.length < maxItems ? pace.wait() : 0;
      if (wait > 0) await sleep(wait);
      const batch = takeBatch();
      if (batch.length === 0) break;
      pace.begin();
      const keys = batch.flatMap((entry) => entry.keys);
      for (const key of keys) keysInFlight.add(key);
      await settle(batch);
      for (const key of keys) keysInFlight.delete(key);
      // What was held back for this flush may be more than one flush can take.
      if (waiting.length > maxItems && running < concurrency) void flushWaiting();
    }
    running -= 1;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      pace.count();
      waiting.push({ item, keys: keysOf(item), resolve, reject });
      if (running < concurrency) void flushWaiting();
    });
}
