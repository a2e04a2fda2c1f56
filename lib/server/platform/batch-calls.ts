interface Options {
  maxItems: number;
  /** Flushes under way at once; 1 unless told. */
  concurrency?: number;
  /**
   * Whether a failure may be one item's own fault: then each item is tried alone, so that it takes no neighbour with it,
   * until a failure is everyone's.
   */
  isolate?: (error: unknown) => boolean;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

/**
 * Group commit: calls that arrive while a flush is under way wait together and share the next one.
 * An idle caller is served at once, so nothing is gained or lost by tuning a delay.
 * `flush` answers one result an item, in order.
 */
export function batchCalls<Item, Result>(flush: (items: Item[]) => Promise<Result[]>, options: Options): (item: Item) => Promise<Result> {
  const waiting: Waiting<Item, Result>[] = [];
  let running = 0;

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

  async function drain(): Promise<void> {
    running += 1;
    // One turn of the event loop lets calls of the same moment join the first flush.
    await new Promise(setImmediate);
    while (waiting.length > 0) await settle(waiting.splice(0, options.maxItems));
    running -= 1;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (running < (options.concurrency ?? 1)) void drain();
    });
}
