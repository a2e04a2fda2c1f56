import { listChannelFormsContract } from "#lib/api/channel-forms.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { listChannelForms } from "#server/services/channels/forms";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listChannelFormsContract, ({ actor, params }) => listChannelForms(actor, params.id)),
});
