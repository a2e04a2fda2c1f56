/** From when on something that an effect left is taken for lost. */
export interface Overdue {
  /** Nobody took it for so long: its job was lost. */
  pendingSeconds: number;
  /** After so long without a heartbeat its worker is dead. */
  deadSeconds: number;
}
