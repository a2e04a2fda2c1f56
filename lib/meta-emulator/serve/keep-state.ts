import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** The longest that a change lies unwritten, and how many times longer than the last writing it waits where that is long. */
const SOON_MS = 1_000;
const PAUSE_FACTOR = 20;

interface StateFile {
  /** What was written last; null where there is nothing. */
  read(): string | null;
  /** There is something new, which is written soon. */
  changed(): void;
  /** Writes what is new now. */
  close(): void;
}

/** A file that holds what `text` says, whole at any moment. */
export function keepState(path: string, text: () => string): StateFile {
  let timer: NodeJS.Timeout | undefined;
  let pause = SOON_MS;
  function write(): void {
    timer = undefined;
    const since = performance.now();
    // Beside it first, so that whoever is killed while writing leaves the one before. Contacts' words are nobody else's to read.
    writeFileSync(`${path}.new`, text(), { mode: 0o600 });
    renameSync(`${path}.new`, path);
    pause = Math.max(SOON_MS, (performance.now() - since) * PAUSE_FACTOR);
  }
  return {
    read() {
      try {
        return readFileSync(path, "utf8");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
    },
    changed() {
      timer ??= setTimeout(write, pause);
    },
    close() {
      if (timer === undefined) return;
      clearTimeout(timer);
      write();
    },
  };
}
