/** From when on something that an effect left is taken for lost. */
export interface Overdue {
  /** Nobody took it for so long: its job was lost. */
  pendingSeconds: number;
  /** Its worker was not heard of for so long: it is dead. */
  deadSeconds: number;
}
