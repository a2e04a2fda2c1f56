"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import { Table, TableBody, TableHead, TableHeader } from "#components/ui/table.tsx";
import { useAction } from "#components/api/use-action.ts";
import { useLoadedPages } from "#components/api/use-loaded-pages.ts";
import type { Page } from "#lib/api/page.ts";
import type { PatchUser, UserResponse } from "#lib/api/users.ts";
import { useT } from "#lib/i18n/client.tsx";
import { atLeast } from "#lib/permissions.ts";
import type { Role } from "#lib/roles.ts";
import { SecretDialog } from "./secret-dialog.tsx";
import { Section } from "./section.tsx";
import type { UserActions } from "./actions.ts";
import { UserDialog } from "./user-dialog.tsx";
import { type UserQuestion, UserQuestionDialog } from "./user-question.tsx";
import { UserRow } from "./user-row.tsx";

interface UserListProps {
  users: Page<UserResponse>;
  selfId: number;
  oidcName: string | null;
  actions: UserActions;
}

export function UserList({ users, selfId, oidcName, actions }: UserListProps) {
  const t = useT();
  const { run } = useAction();
  const { items, hasMore, pending, loadMore, refresh } = useLoadedPages(users, actions.load);
  const [creating, setCreating] = useState(false);
  const [asking, setAsking] = useState<UserQuestion | null>(null);
  const [shown, setShown] = useState<{ email: string; password: string } | null>(null);
  const nameOf = (user: UserResponse) => user.name || user.email;

  const update = async (user: UserResponse, input: Parameters<UserActions["update"]>[1], message: string) => {
    const saved = await run(() => actions.update(user.id, input));
    refresh();
    if (saved) toast.success(message);
    return saved !== undefined;
  };
  const setRole = (user: UserResponse, role: Role) => {
    if (user.live_tokens > 0 && !atLeast(role, user.role)) setAsking({ what: "demote", user, role });
    else void update(user, { role }, t("settings.userSaved", { name: nameOf(user) }));
  };
  const act = async (question: UserQuestion, tokens: PatchUser["tokens"]) => {
    const { what, user } = question;
    const name = nameOf(user);
    if (what === "reset") return reset(user);
    if (what === "disable") return update(user, { disabled: true, tokens }, t("settings.userDisabledDone", { name }));
    if (what === "demote") return update(user, { role: question.role, tokens }, t("settings.userSaved", { name }));
    if (what === "unbind") return update(user, { unbind_oidc: true }, t("settings.userSaved", { name }));
    const done = await run(() => actions.endSessions(user.id));
    if (done) toast.success(t("settings.userSignOutDone", { name }));
    return done !== undefined;
  };
  const reset = async (user: UserResponse) => {
    const made = await run(() => actions.reset(user.id));
    if (made) setShown({ email: user.email, password: made.value.password });
    return made !== undefined;
  };

  return (
    <Section
      title={t("settings.usersTitle")}
      description={t("settings.usersText")}
      actions={
        <Button variant="primary" onClick={() => setCreating(true)}>
          <Plus />
          {t("settings.userNew")}
        </Button>
      }
    >
      <Table>
        <TableHeader>
          <tr>
            <TableHead>{t("settings.userColumnUser")}</TableHead>
            <TableHead>{t("settings.userColumnRole")}</TableHead>
            <TableHead className="max-sm:hidden">{t("settings.userColumnSeen")}</TableHead>
            <TableHead>
              <span className="sr-only">{t("common.more")}</span>
            </TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {items.map((user) => (
            <UserRow
              key={user.id}
              user={user}
              isSelf={user.id === selfId}
              onRole={(role) => setRole(user, role)}
              onAsk={(what) => setAsking({ what, user })}
              onEnable={() => void update(user, { disabled: false }, t("settings.userEnabledDone", { name: nameOf(user) }))}
            />
          ))}
        </TableBody>
      </Table>
      {hasMore && <LoadMore pending={pending} onClick={loadMore} />}
      {creating && (
        <UserDialog
          oidcName={oidcName}
          create={actions.create}
          onClose={() => setCreating(false)}
          onCreated={(user, password) => {
            setCreating(false);
            toast.success(t("settings.userCreated", { email: user.email }));
            if (password !== null) setShown({ email: user.email, password });
            refresh();
          }}
        />
      )}
      {asking !== null && (
        <UserQuestionDialog question={asking} onClose={() => setAsking(null)} onConfirm={(tokens) => act(asking, tokens)} />
      )}
      <SecretDialog
        secret={shown?.password ?? null}
        title={t("settings.userPasswordTitle", { email: shown?.email ?? "" })}
        text={t("settings.userPasswordText")}
        label={t("auth.password")}
        doneLabel={t("settings.userPasswordDone")}
        onDone={() => setShown(null)}
      />
    </Section>
  );
}
