import { z } from "zod";
import { health } from "../health.ts";
import { contract } from "../contract.ts";

export const healthContract = contract({
  method: "GET",
  path: "/health",
  summary: "Whether this installation lives and is ready",
  description:
    "200 while it is ready to take webhooks, 503 (with the same body) while its database is out of reach or not migrated. Without a worker it is `degraded` and still ready: what comes in is kept and answered later.",
  permission: null,
  status: 200,
  response: health,
  refusals: { 503: "Not ready." },
});

export const openapiContract = contract({
  method: "GET",
  path: "/openapi.json",
  summary: "This document",
  permission: null,
  status: 200,
  response: z.object({ openapi: z.string() }).loose(),
});
