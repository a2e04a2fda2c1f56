/** Channels of the simulator's real pipeline: nobody's to configure, so lists leave them out and nobody can take such an id. */
export const SIMULATOR_PREFIX = "simulator.flow.";

/** What a channel is known by at Meta; `simulated` is ours, for a first try. */
export const PHONE_NUMBER_ID = /^(?:[0-9]{1,20}|simulated)$/;

export const PHONE_NUMBER_ID_RULE =
  "must be the number's id from Meta's app dashboard (not the phone number itself): up to 20 digits and nothing else";
