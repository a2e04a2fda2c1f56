import { tryAi } from "#server/ai/try";
import { completeAiContract } from "#server/api/contracts/simulation";
import { resource } from "#server/api/resource";
import { route } from "#server/api/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(completeAiContract, ({ actor, body }) => tryAi(actor, body)),
});
