/** A channel that a flow can answer on. */
export interface ReachChannel {
  id: number;
  name: string;
  display_phone_number: string | null;
  simulated: boolean;
  /** A contact's first message begins this flow there. */
  begins: boolean;
  /** The name of the flow that begins there now; null: none. */
  flow: string | null;
}

/** Whom a flow reaches, and who can change that. */
export interface FlowReach {
  channels: ReachChannel[];
  mayChoose: boolean;
  /** Who may, for whoever may not: names of people. */
  administrators: string[];
}
