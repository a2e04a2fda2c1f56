/** What a performer may know of where its call comes from. */
export interface CallOrigin {
  executionId: number;
  /** The number of the visit that made it, the same however often the call is made. */
  visit: number;
}
