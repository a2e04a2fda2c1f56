import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../scripts/run-task.ts";
import { eventually, expectQuiet, PATIENCE, startEndToEnd } from "../scripts/test-setup/end-to-end.ts";
import { echo } from "../scripts/test-setup/graphs.ts";
import type { TestProcess } from "../scripts/test-setup/processes.ts";

interface ToldSpan {
  name: string;
  traceId: string;
  spanId: string;
  parent: string | null;
  attributes: Record<string, unknown>;
}

const spansOf = (process: TestProcess): ToldSpan[] =>
  Array.from(process.output().matchAll(/^\{"span":.*$/gm), ([line]) => (JSON.parse(line) as { span: ToldSpan }).span);

test(
  "with a provider on OpenTelemetry's API a message is one trace, from the webhook to the call of the Graph API",
  async () => {
    const path = await startEndToEnd(echo, { statuses: false });
    Object.assign(path.env, { NODE_OPTIONS: `--import ${join(ROOT, "scripts/test-setup/tracing.mjs")}` });
    const [web, worker] = [await path.web(), await path.worker()];
    await path.post({ from: "5511999990001", text: "oi" });
    await path.post({ from: "5511999990002", text: "olá" });
    await path.graph.until((calls) => calls.length === 2);
    await expectQuiet(path);
    await eventually(async () => expect(spansOf(worker).filter(({ name }) => name === "siga.send")).toHaveLength(2));

    const webhooks = spansOf(web).filter(({ name }) => name === "siga.webhook");
    expect(new Set(webhooks.map(({ traceId }) => traceId)).size).toBe(2);
    for (const webhook of webhooks) {
      expect(webhook).toMatchObject({ parent: null, attributes: { "http.response.status_code": 200 } });
      const ofIt = spansOf(worker).filter(({ traceId }) => traceId === webhook.traceId);
      const [advance, send] = ["siga.advance", "siga.send"].map((name) => ofIt.find((span) => span.name === name));
      expect(advance?.parent).toBe(webhook.spanId);
      expect(send).toMatchObject({
        parent: advance?.spanId,
        attributes: { "siga.outcome": "sent", "siga.message_id": expect.any(Number) },
      });
    }
    // Without the ids and durations, in whose digits any number may turn up.
    const told = [...spansOf(web), ...spansOf(worker)].map(({ name, attributes }) => [name, attributes]);
    expect(JSON.stringify(told)).not.toMatch(/5511\d{9}|wamid|oi|olá/);
    await path.close();
  },
  PATIENCE,
);
