import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "#lib/engine/types.ts";
import { type FlowName, flowId } from "./flows.ts";
import { Fault } from "./person.ts";
import { chance, type Random } from "./random.ts";

/** Other systems, which call until they are told that they were heard. */
export interface Outside {
  /** Calls back, now and then three times at once; `gone`: nobody waits for it any more. */
  callBack(url: string, body: object, random: Random): Promise<"taken" | "gone">;
  /** Begins a flow by the API. */
  start(flow: FlowName, waId: string, context: Context): Promise<void>;
  /** The same, for somebody to whom nothing may be sent. */
  beRefused(flow: FlowName, waId: string, context: Context): Promise<void>;
}

export const API_TOKEN = "chaos-api-token-0123456789abcdef";

const TRIES = 200;

/** `webUrl`: where our web is. `channelId`: the row of the channel by which they begin flows. */
export function otherSystems(webUrl: string, channelId: number): Outside {
  const post = async (url: string, body: object, headers: Record<string, string> = {}): Promise<number> => {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const status = await fetch(url, {
        ...{ method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) },
      }).then(
        (response) => response.body?.cancel().then(() => response.status) ?? response.status,
        () => 0,
      );
      if (status !== 0 && status !== 429 && status < 500) return status;
      await sleep(300);
    }
    throw new Fault(`nobody takes what is posted to ${url}`);
  };
  const started = (flow: FlowName, waId: string, context: Context): Promise<number> =>
    post(
      `${webUrl}/api/v1/flows/start`,
      { flow_id: flowId(flow), contact: `+${waId}`, channel_id: channelId, context },
      { authorization: `Bearer ${API_TOKEN}`, "idempotency-key": randomUUID() },
    );
  return {
    async callBack(url, body, random) {
      const once = async (): Promise<"taken" | "gone"> => {
        const status = await post(url, body);
        if (status === 200 || status === 202) return "taken";
        if (status === 410) return "gone";
        throw new Fault(`the call back was answered with ${status}`);
      };
      const answers = await Promise.all(Array.from({ length: chance(random, 0.5) ? 3 : 1 }, once));
      return answers.includes("taken") ? "taken" : "gone";
    },
    async start(flow, waId, context) {
      const status = await started(flow, waId, context);
      if (status !== 201 && status !== 200) throw new Fault(`the start of ${flow} was answered with ${status}`);
    },
    async beRefused(flow, waId, context) {
      const status = await started(flow, waId, context);
      if (status !== 409) throw new Fault(`the start of ${flow} for somebody who has opted out was answered with ${status}`);
    },
  };
}
