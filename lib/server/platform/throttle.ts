/** What runs `run` soon after a call, and then at most once in `everyMs` however often it is called; the last call is not forgotten. */
export function throttle(everyMs: number, run: () => void): () => void {
  let last = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  return () => {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        last = performance.now();
        run();
      },
      Math.max(0, last + everyMs - performance.now()),
    ).unref();
  };
}
