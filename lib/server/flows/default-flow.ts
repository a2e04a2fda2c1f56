import { env } from "../platform/env.ts";

/**
 * The flow that a message begins on a channel without one of its own. Unset, it is the demo (flow 1), so that a first
 * start answers; in production a channel whose messages leave for Meta answers nothing until somebody chose.
 */
export function fallbackFlowId(channel: { simulated: boolean }): number | null {
  const { WORKFLOW_DEFAULT_FLOW_ID: configured, production } = env();
  return configured ?? (production && !channel.simulated ? null : 1);
}
