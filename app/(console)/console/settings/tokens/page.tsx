import { TokenList } from "#components/settings/token-list.tsx";
import { Forbidden } from "#components/shell/forbidden.tsx";
import type { ApiToken } from "#lib/api/tokens.ts";
import { getT } from "#lib/i18n/server.ts";
import { isRole } from "#lib/roles.ts";
import { may } from "#server/auth/actor";
import { listApiTokens } from "#server/auth/api-tokens";
import { requirePageUser } from "#server/auth/session";
import { create, revoke } from "./actions.ts";

export default async function TokensPage() {
  const { actor } = await requirePageUser();
  if (!may(actor, "tokens:write")) return <Forbidden t={await getT()} />;
  const tokens = (await listApiTokens(actor)).map(toItem);
  return <TokenList tokens={tokens} actions={{ create, revoke }} />;
}

type Row = Awaited<ReturnType<typeof listApiTokens>>[number];

function toItem(row: Row): ApiToken {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    role: isRole(row.role) ? row.role : "viewer",
    expires_at: row.expiresAt?.toISOString() ?? null,
    revoked_at: row.revokedAt?.toISOString() ?? null,
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    expired: row.expiresAt !== null && row.expiresAt < new Date(),
  };
}
