import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { env } from "#server/platform/env";
import { log } from "#server/platform/log";
import { isDirect } from "#server/platform/request-id";
import { readMetrics } from "#server/services/operations/read-metrics";

/** `GET /metrics` of this worker. Several workers of one machine have one port: all but the first do without. */
export function startMetricsServer(): void {
  const { WORKFLOW_METRICS_PORT: port, HOST } = env();
  if (port === 0) return;
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.error({ err: error }, "metrics could not be read");
      response.writeHead(500).end();
    });
  });
  server.on("error", (error: NodeJS.ErrnoException) => {
    const why = error.code === "EADDRINUSE" ? "the port is taken" : error.message;
    log.warn({ port, host: HOST }, `metrics of this worker are off: ${why}; WORKFLOW_METRICS_PORT chooses another, 0 none`);
  });
  server.listen(port, HOST, () => log.info({ port, host: HOST }, "metrics at /metrics"));
  // They keep no worker from ending.
  server.unref();
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const isWanted = request.method === "GET" && request.url?.split("?", 1)[0] === "/metrics";
  if (!isWanted) return void response.writeHead(404).end();
  const { authorization } = request.headers;
  const { status, headers, body } = await readMetrics({ authorization, isDirect: isDirect(request) });
  response.writeHead(status, headers).end(body);
}
