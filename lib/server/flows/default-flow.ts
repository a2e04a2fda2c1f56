import { env } from "../platform/env.ts";

/**
 * The flow that a message begins on a channel without one of its own. Unset, it is the demo (flow 1), so that a first
 * start replies; in production a channel whose messages leave for Meta starts nothing until somebody chose a flow.
 */
export function fallbackFlowId(channel: { simulated: boolean }): number | null {
  const { WORKFLOW_DEFAULT_FLOW_ID: configured, production } = env();
  return configured ?? (production && !channel.simulated ? null : 1);
}

/**
 * SQL: the flow that a message begins on this channel (an alias of `channels`), null where none does. The installation's
 * own are numbers that settings have checked, and the same as long as a process lives.
 */
export function defaultFlowSql(channel: string): string {
  const fallback = (simulated: boolean) => `${fallbackFlowId({ simulated }) ?? "NULL"}::int`;
  return `coalesce(${channel}.default_flow_id, CASE WHEN ${channel}.access_token_encrypted IS NULL THEN ${fallback(true)} ELSE ${fallback(false)} END)`;
}
