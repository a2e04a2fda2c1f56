import { isDirectCaller } from "#server/platform/request-id";
import { readMetrics } from "#server/services/operations/read-metrics";

/** For Prometheus; the worker has its own (worker/metrics-server.ts). */
export async function GET(request: Request): Promise<Response> {
  const authorization = request.headers.get("authorization") ?? undefined;
  const { body, ...init } = await readMetrics({ authorization, isDirect: isDirectCaller() });
  return new Response(body, init);
}
