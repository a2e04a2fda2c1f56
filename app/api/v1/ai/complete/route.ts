import { tryAi } from "#server/services/simulation/try-ai";
import { completeAiContract } from "#lib/api/ai.ts";
import { onceAround } from "#server/http/idempotency";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(completeAiContract, ({ actor, body, once }) => onceAround(once, () => tryAi(actor, body))),
});
