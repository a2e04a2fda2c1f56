import { setTimeout as sleep } from "node:timers/promises";
import { isDataError } from "./db.ts";
import { log } from "./log.ts";

const AGAIN_SECONDS = [1, 5, 20];

/**
 * Stores what some work has led to: that outlives a database that is away for a moment. What PostgreSQL will not take is thrown at once.
 */
export async function patiently<Result>(store: () => Promise<Result>): Promise<Result> {
  for (const seconds of AGAIN_SECONDS) {
    try {
      return await store();
    } catch (error) {
      if (isDataError(error)) throw error;
      log.warn({ err: error, seconds }, "what some work has led to could not be stored; it is tried again");
      await sleep(seconds * 1_000);
    }
  }
  return store();
}
