import { SIMULATOR_PREFIX } from "#lib/whatsapp/phone-number-id.ts";

/** Its channel's id at Meta, which could never be one: Meta's are digits. */
export const simulatorNumber = (flowId: number): string => `${SIMULATOR_PREFIX}${flowId}`;

/** SQL: whether a channel (an alias of `channels`) is one of the simulator's. */
export const isTestChannelSql = (channel: string): string => `starts_with(${channel}.phone_number_id, '${SIMULATOR_PREFIX}')`;

/** SQL: whether a contact `c` is somebody at the simulator, so that nobody takes what was tried for what a customer said. */
export const IS_TEST = `EXISTS (SELECT FROM channels s WHERE s.id = c.channel_id AND ${isTestChannelSql("s")})`;

/** SQL: the same for a contact known by its id alone (an expression); made once a statement, however many rows ask. */
export const isTestContact = (id: string): string =>
  `(${id} IN (SELECT tried.id FROM channels s JOIN contacts tried ON tried.channel_id = s.id WHERE ${isTestChannelSql("s")}))`;

/**
 * SQL: an execution of a customer's. What is tried at the simulator of these flows (SQL of an array of their ids) is
 * nobody's conversation: it counts nowhere, and whoever tries a flow starts over by themselves.
 */
export const isCustomers = (flowIds: string): string =>
  `contact_id NOT IN (SELECT c.id FROM channels s JOIN contacts c ON c.channel_id = s.id
    WHERE s.phone_number_id IN (SELECT '${SIMULATOR_PREFIX}' || id FROM unnest(${flowIds}) id))`;
