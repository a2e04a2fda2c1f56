/** Where a call comes from. */
export interface CallOrigin {
  executionId: number;
  contactId: number;
  flowId: number;
  /** Its channel has no token: what is sent there does not leave. */
  simulated: boolean;
  /** The number of the visit that made it: the same however often the call is made. */
  visit: number;
  /** How many calls of flows stand behind the execution, each of which has started the next through the API. */
  hops: number;
}
