/** One line of progress. */
export function report(message: string): void {
  console.log(`» ${message}`);
}

/** Runs a step of the start, showing its name while it lasts (unless it is one that prints) and its time when it is done. */
export async function step<T>(name: string, work: () => Promise<T>, { prints = false } = {}): Promise<T> {
  const startedAt = performance.now();
  const isTTY = process.stdout.isTTY && !prints;
  if (isTTY) process.stdout.write(`» ${name} …`);
  try {
    const result = await work();
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    process.stdout.write(`${isTTY ? "\r\x1b[K" : ""}» ${name} ${seconds} s\n`);
    return result;
  } catch (error) {
    if (isTTY) process.stdout.write("\n");
    throw error;
  }
}
