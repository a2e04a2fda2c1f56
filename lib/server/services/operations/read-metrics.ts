import { mayReadMetrics, metrics } from "../../platform/metrics.ts";
import { offerGauges } from "./gauges.ts";

interface Asker {
  authorization: string | undefined;
  /** Over a loopback connection that no proxy stands behind. */
  isDirect: boolean;
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** `GET /metrics` of web and worker. A caller who may not see them gets a 404. */
export async function readMetrics({ authorization, isDirect }: Asker): Promise<Answer> {
  const headers = { "cache-control": "no-store", "x-content-type-options": "nosniff" };
  if (!mayReadMetrics(authorization, isDirect))
    return { status: 404, headers: { ...headers, "content-type": "text/plain; charset=utf-8" }, body: "Not found.\n" };
  offerGauges();
  const { registry } = metrics();
  return { status: 200, headers: { ...headers, "content-type": registry.contentType }, body: await registry.metrics() };
}
