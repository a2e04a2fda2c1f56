interface Said {
  id: number;
  direction: "inbound" | "outbound";
  /** Null for what a contact wrote: it is not kept which conversation took it. */
  execution_id: number | null;
}

/**
 * By the message that opens it, each execution that begins among these (in the order in which they were said): what the
 * contact wrote right before its first answer is what began it.
 */
export function executionStarts(messages: readonly Said[]): Map<number, number> {
  const found = new Map<number, number>();
  let running: number | null = null;
  for (const [index, { execution_id: execution }] of messages.entries()) {
    if (execution === null || execution === running) continue;
    running = execution;
    let at = index;
    for (
      let before = messages[at - 1];
      before !== undefined && before.direction === "inbound" && before.execution_id === null;
      before = messages[at - 1]
    )
      at -= 1;
    const first = messages[at];
    if (first !== undefined) found.set(first.id, execution);
  }
  return found;
}
