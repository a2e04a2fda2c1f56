/** How long a node has waited when it leaves by this exit, where only `timeout` takes time. */
export const secondsToTimeout = ({ timeout_seconds }: { timeout_seconds: number }, exit: string): number =>
  exit === "timeout" ? timeout_seconds : 0;

/** Of a node type that asks, and listens until the answer comes or `timeout_seconds` are over. */
export const ASKS_UNTIL_TIMEOUT = {
  waits: () => true,
  listens: (_config: unknown, exit: string) => exit !== "timeout",
  hearsEarlier: ({ hears_earlier }: { hears_earlier: boolean }) => hears_earlier,
  asks: true,
  delaySeconds: secondsToTimeout,
} as const;
