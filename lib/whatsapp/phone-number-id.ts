/** Channels of the simulator's real pipeline: nobody's to configure, so lists leave them out and nobody can take such an id. */
export const SIMULATOR_PREFIX = "simulator.flow.";

/** What a channel can be known by at Meta. Meta's are digits; ours for a first try (`simulated`) and a test server's need not be. */
export const PHONE_NUMBER_ID = /^(?!simulator\.flow\.)[\w.-]{1,64}$/;

export const PHONE_NUMBER_ID_RULE = `must be the number's id from Meta's app dashboard (not the phone number itself): up to 64 letters, digits, dots, hyphens or _, not beginning with ${SIMULATOR_PREFIX}`;
