import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { env } from "./env.ts";
import { isSameSecret } from "./signature.ts";
import { processWide } from "./process-wide.ts";

/**
 * What this process has done since it began, for Prometheus: counted where it happens, at some hundred nanoseconds each. What the
 * database knows is read when somebody asks (services/operations). No label holds anything of a contact.
 */
export const metrics = () => processWide("metrics", createMetrics);

/** Seconds: from what a local statement takes to what a time limit lets pass. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

function createMetrics() {
  const registry = new Registry();
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Counter({ name, help, labelNames, registers: [registry] });
  const seconds = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
    new Histogram({ name, help, labelNames, buckets: SECONDS, registers: [registry] });

  return {
    registry,
    webhooks: counter(
      "siga_webhooks_total",
      "Requests of Meta's, by what became of them: accepted, verified, not_stored, or why refused.",
      ["outcome"],
    ),
    webhookSeconds: seconds("siga_webhook_duration_seconds", "What a POST of Meta's took us, by the status of the answer.", ["status"]),
    webhookItems: counter(
      "siga_webhook_items_total",
      "What webhooks brought: message, status, call, echo, other, or rejected (unusable).",
      ["kind"],
    ),
    refusedRequests: counter("siga_requests_refused_total", "Requests that ended in an error, by status and problem code.", [
      "status",
      "code",
    ]),
    advanceContacts: new Histogram({
      name: "siga_advance_batch_contacts",
      help: "Contacts whose conversations were moved on in one transaction.",
      buckets: [1, 2, 5, 10, 25, 50, 100, 250],
      registers: [registry],
    }),
    advanceSeconds: seconds("siga_advance_duration_seconds", "One such transaction, by how it ended: committed or failed.", ["outcome"]),
    visits: counter("siga_visits_total", "Visits of nodes."),
    sends: counter("siga_sends_total", "Tries to send a message, by outcome (sent, failed, retry, unknown) and class of error.", [
      "outcome",
      "class",
    ]),
    sendSeconds: seconds("siga_send_duration_seconds", "A call of the Graph API, by outcome.", ["outcome"]),
    timersFired: counter("siga_timers_fired_total", "Timers that this process fired."),
    calls: counter("siga_calls_total", "Calls of language models (complete_ai) and of other systems (call_http), by outcome.", [
      "effect",
      "outcome",
    ]),
    callSeconds: seconds("siga_call_duration_seconds", "Such a call.", ["effect"]),
    aiTokens: counter("siga_ai_tokens_total", "Tokens that language models reported: prompt and completion.", ["kind"]),
  };
}

/** A gauge whose value is looked up when somebody asks. */
export function gauge<Label extends string>(
  name: string,
  help: string,
  labelNames: readonly Label[],
  read: (gauge: Gauge<Label>) => void | Promise<void>,
): void {
  new Gauge({
    name,
    help,
    labelNames,
    registers: [metrics().registry],
    async collect() {
      await read(this);
    },
  });
}

/**
 * Whether this request may see the metrics: by the bearer WORKFLOW_METRICS_TOKEN, or without any from a program of this very
 * machine. A token that does not fit helps nobody, wherever it comes from.
 * @param isDirect Over a loopback connection that no proxy stands behind.
 */
export function mayReadMetrics(authorization: string | undefined, isDirect: boolean): boolean {
  const { WORKFLOW_METRICS_TOKEN: token } = env();
  if (authorization === undefined) return isDirect;
  const given = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
  return token !== undefined && given !== undefined && isSameSecret(given, token);
}
