import { z } from "zod";
import { contract } from "./contract.ts";
import { smallId } from "./ids.ts";
import { listOf } from "./page.ts";

const channelForm = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.string().meta({ description: "Meta's word: DRAFT, PUBLISHED, DEPRECATED, THROTTLED, BLOCKED, or one that is new." }),
    categories: z.array(z.string()),
    sendable: z.boolean().meta({ description: "Whether a node may send it: only what is published." }),
  })
  .meta({
    id: "ChannelForm",
    example: { id: "1123581321", name: "cadastro", status: "PUBLISHED", categories: ["LEAD_GENERATION"], sendable: true },
  });

export const listChannelFormsContract = contract({
  method: "GET",
  path: "/channels/{id}/forms",
  summary: "List the WhatsApp forms of a channel's account, by name",
  description:
    "Asked of Meta at this moment with the channel's own token: those of the WhatsApp Business account that its number " +
    "belongs to, in one page. A channel without a token lists those of the emulated Meta.",
  permission: "channels:read",
  params: z.object({ id: smallId }),
  status: 200,
  response: listOf(channelForm),
  refusals: {
    409: "The channel has no access token, and no emulated Meta runs here; or its token can not be opened.",
    502: "Meta refused, did not respond, or does not tell which account the number belongs to; `detail` says which.",
  },
});

export type ChannelForm = z.output<typeof channelForm>;
