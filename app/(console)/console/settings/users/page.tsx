import { UserList } from "#components/settings/user-list.tsx";
import { Forbidden } from "#components/shell/forbidden.tsx";
import { getT } from "#lib/i18n/server.ts";
import { may } from "#server/auth/actor";
import { oidcName } from "#server/auth/next-auth-options";
import { requirePageUser } from "#server/auth/session";
import { listUsers } from "#server/services/users/users";
import { create, endSessions, load, reset, update } from "./actions.ts";

export default async function UsersPage() {
  const { actor, user } = await requirePageUser();
  if (!may(actor, "users:write")) return <Forbidden t={await getT()} />;
  return (
    <UserList
      users={await listUsers(actor, {})}
      selfId={user.id}
      oidcName={oidcName()}
      actions={{ create, update, endSessions, reset, load }}
    />
  );
}
