import { SecretList } from "#components/settings/secret-list.tsx";
import { Forbidden } from "#components/shell/forbidden.tsx";
import { getT } from "#lib/i18n/server.ts";
import { may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { listSecrets } from "#server/services/secrets/secrets";
import { create, load, remove, update } from "./actions.ts";

export default async function SecretsPage() {
  const { actor } = await requirePageUser();
  if (!may(actor, "secrets:write")) return <Forbidden t={await getT()} />;
  return <SecretList secrets={await listSecrets(actor, {})} actions={{ create, update, remove, load }} />;
}
