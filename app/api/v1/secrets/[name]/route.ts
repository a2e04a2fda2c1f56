import { patchSecretContract, removeSecretContract } from "#lib/api/secrets.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { patchSecret, removeSecret } from "#server/services/secrets/secrets";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: route(patchSecretContract, ({ actor, params, body }) => patchSecret(actor, params.name, body)),
  DELETE: route(removeSecretContract, ({ actor, params, query }) => removeSecret(actor, params.name, query.force ?? false)),
});
