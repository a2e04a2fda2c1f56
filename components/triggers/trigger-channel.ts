/** An active number. */
export interface TriggerChannel {
  id: number;
  name: string;
  /** By which triggers name it. */
  number: string;
}
