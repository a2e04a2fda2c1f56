// What an operator's own SDK file does (lib/server/OPERATIONS.md), for tests: a provider on OpenTelemetry's API that prints each
// span as it ends. Loaded by NODE_OPTIONS=--import.
import { context, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import { randomBytes } from "node:crypto";

function startSpan(name, options = {}, parentContext = ROOT_CONTEXT) {
  const parent = trace.getSpanContext(parentContext);
  const spanContext = {
    traceId: parent?.traceId ?? randomBytes(16).toString("hex"),
    spanId: randomBytes(8).toString("hex"),
    traceFlags: 1,
  };
  const told = { name, parent: parent?.spanId ?? null, ...spanContext, attributes: { ...options.attributes } };
  const span = {
    spanContext: () => spanContext,
    isRecording: () => true,
    setAttribute: (key, value) => ((told.attributes[key] = value), span),
    setAttributes: (attributes) => (Object.assign(told.attributes, attributes), span),
    setStatus: () => span,
    end: () => console.log(JSON.stringify({ span: told })),
  };
  return span;
}

const tracer = {
  startSpan,
  startActiveSpan: (name, ...rest) =>
    rest.at(-1)(startSpan(name, rest.length > 1 ? rest[0] : {}, rest.length > 2 ? rest[1] : context.active())),
};
trace.setGlobalTracerProvider({ getTracer: () => tracer });
