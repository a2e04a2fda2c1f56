import { TokenList } from "#components/settings/token-list.tsx";
import { Forbidden } from "#components/shell/forbidden.tsx";
import { getT } from "#lib/i18n/server.ts";
import { may } from "#server/auth/actor";
import { listApiTokens } from "#server/auth/api-tokens";
import { requirePageUser } from "#server/auth/session";
import { create, revoke } from "./actions.ts";

export default async function TokensPage() {
  const { actor } = await requirePageUser();
  if (!may(actor, "tokens:write")) return <Forbidden t={await getT()} />;
  return <TokenList tokens={await listApiTokens(actor)} actions={{ create, revoke }} />;
}
