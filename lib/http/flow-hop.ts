/**
 * Counts the flows that call each other: an HTTP request of a flow carries it, and whoever starts a flow through the API hands it on. It
 * ends circles, which would otherwise go on for ever and cost a message each time.
 */
export const HOP_HEADER = "x-flow-hop";
/** How many flows may start each other in a row. */
export const MOST_HOPS = 3;

/** The number that such a header says; 0 where it says none. */
export function hopsOf(header: string | null): number {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) : 0;
}
