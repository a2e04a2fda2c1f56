import { tryAi } from "#server/ai/try";
import { completeAiContract } from "#server/api/contracts/simulation";
import { route } from "#server/api/route";

export const POST = route(completeAiContract, ({ actor, body }) => tryAi(actor, body));
