import type { CheckFinding } from "#lib/api/channels.ts";
import type { Mend } from "#lib/whatsapp/graph/policy.ts";
import { BY_PERSON, resumeChannel } from "../../state/channel-pause.ts";
import { fallbackFlowId } from "../../flows/default-flow.ts";
import { readRefusals } from "../../inbound/outcomes.ts";
import { type Actor, allow } from "../../auth/actor.ts";
import { inTransaction, pool } from "../../platform/db.ts";
import { env, SettingsError } from "../../platform/env.ts";
import { decryptSecret } from "../../platform/crypto.ts";
import { prisma } from "../../platform/prisma.ts";
import { askNumber, PASSING } from "./ask-graph.ts";
import { readChannel } from "./channel-row.ts";
import { probeCalls } from "./probe-calls.ts";

/** What only a sent message, or a person, can show to be mended. */
const SHOWN_OTHERWISE = new Set<Mend | typeof BY_PERSON>([
  BY_PERSON,
  "throttled",
  "payment",
  "restricted",
  "quality",
  "display_name",
  "not_registered",
]);

/**
 * Goes the way of a message through this channel and says what stands in its way: the token, Meta's response about the number, the flow
 * that would answer and the services that it calls, whether a webhook has come at all, and whether some are refused. Sends nothing of its
 * own; where what a pause waited for is seen to be mended, the queue goes on.
 * @throws ApiError 404
 */
export async function checkConnection(actor: Actor, id: number): Promise<CheckFinding[]> {
  allow(actor, "channels:write");
  const channel = await readChannel(pool(), id);
  const findings: CheckFinding[] = [];
  if (channel.status === "unclaimed") findings.push({ code: "unclaimed", level: "error", params: {} });
  const graph = await askGraph(id, channel.phone_number_id);
  findings.push(graph);
  const { paused_code: pausedCode, paused_reason: pausedReason } = channel;
  // Meta's response to this very token and number is what such a pause waited for.
  if (graph.code === "connected" && pausedCode !== null && !SHOWN_OTHERWISE.has(pausedCode))
    await inTransaction((client) => resumeChannel(client, id));
  else if (channel.paused_until !== null) findings.push({ code: "paused", level: "warning", params: { said: pausedReason ?? "" } });
  findings.push(...(await flowFindings(channel.default_flow_id ?? fallbackFlowId(channel), channel.simulated)), await heardFinding(id));
  if (channel.app_id === null && env().WORKFLOW_WHATSAPP_APP_SECRET === undefined && !channel.simulated)
    findings.push({ code: "webhook_unsigned", level: "warning", params: {} });
  const refused = (await readRefusals()).filter(({ app_id }) => app_id === channel.app_id);
  return [
    ...findings,
    ...refused.map(({ app_id, ...rest }): CheckFinding => ({
      code: "webhook_refused",
      level: "error",
      params: { ...rest, app_id: app_id ?? "" },
    })),
  ];
}

async function askGraph(id: number, phoneNumberId: string): Promise<CheckFinding> {
  const row = await prisma().channel.findUnique({ where: { id }, select: { accessTokenEncrypted: true } });
  const sealed = row?.accessTokenEncrypted ?? null;
  if (sealed === null) return { code: "simulated", level: "warning", params: {} };
  let token: string;
  try {
    token = decryptSecret(sealed, { table: "channels", id });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return { code: "token_sealed", level: "error", params: {} };
  }
  const { code, params } = await askNumber(phoneNumberId, token);
  return { code, level: code === "connected" ? "ok" : PASSING.has(code) ? "warning" : "error", params };
}

async function flowFindings(flowId: number | null, simulated: boolean): Promise<CheckFinding[]> {
  const flow =
    flowId === null
      ? null
      : await prisma().flow.findUnique({
          where: { id: flowId, archivedAt: null },
          select: { name: true, publishedVersion: { select: { graph: true } } },
        });
  if (flow === null) return [{ code: "flow_none", level: "warning", params: {} }];
  const params = { flow: flow.name };
  if (flow.publishedVersion === null) return [{ code: "flow_unpublished", level: "error", params }];
  return [{ code: "flow_ready", level: "ok", params }, ...(await probeCalls(flow.publishedVersion.graph, simulated))];
}

async function heardFinding(channelId: number): Promise<CheckFinding> {
  const contact = await prisma().contact.findFirst({ where: { channelId, lastInboundAt: { not: null } }, select: { id: true } });
  return contact !== null ? { code: "heard", level: "ok", params: {} } : { code: "never_heard", level: "warning", params: {} };
}
