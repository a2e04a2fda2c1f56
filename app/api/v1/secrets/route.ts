import { createSecretContract, listSecretsContract } from "#lib/api/secrets.ts";
import { resource } from "#server/http/resource";
import { route } from "#server/http/route";
import { createSecret, listSecrets } from "#server/services/secrets/secrets";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listSecretsContract, ({ actor, query }) => listSecrets(actor, query)),
  POST: route(createSecretContract, ({ actor, body }) => createSecret(actor, body)),
});
