"use client";
import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { ROLE_LABELS } from "#components/shell/roles.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "#components/ui/table.tsx";
import { Time, RelativeTime } from "#components/ui/time.tsx";
import { useAction } from "#components/api/use-action.ts";
import type { ApiToken } from "#lib/api/tokens.ts";
import { useT } from "#lib/i18n/client.tsx";
import { SecretDialog } from "./secret-dialog.tsx";
import { SettingsList } from "./settings-list.tsx";
import { TokenDialog } from "./token-dialog.tsx";
import type { TokenActions } from "./actions.ts";

export function TokenList({ tokens, actions }: { tokens: readonly ApiToken[]; actions: TokenActions }) {
  const t = useT();
  const router = useRouter();
  const { run } = useAction();
  const [creating, setCreating] = useState(false);
  const [shown, setShown] = useState<{ name: string; token: string } | null>(null);
  const [revoking, setRevoking] = useState<ApiToken | null>(null);
  const revoke = async ({ id, ...token }: ApiToken) => {
    const done = id !== null && (await run(() => actions.revoke(id)));
    if (!done) return false;
    toast.success(t("settings.tokenRevokedDone", { name: token.name }));
    router.refresh();
    return true;
  };
  return (
    <SettingsList
      title={t("settings.tokensTitle")}
      text={t("settings.tokensText")}
      empty={{ icon: KeyRound, title: t("settings.tokenEmptyTitle"), text: t("settings.tokenEmptyText") }}
      isEmpty={tokens.length === 0}
      add={{ label: t("settings.tokenNew"), onClick: () => setCreating(true) }}
      dialogs={
        <>
          {creating && (
            <TokenDialog
              create={actions.create}
              onClose={() => setCreating(false)}
              onCreated={(name, token) => {
                setCreating(false);
                setShown({ name, token });
                router.refresh();
              }}
            />
          )}
          <SecretDialog
            secret={shown?.token ?? null}
            title={t("settings.tokenCreatedTitle", { name: shown?.name ?? "" })}
            text={t("settings.tokenCreatedText")}
            label={t("settings.tokenCopy")}
            doneLabel={t("settings.tokenDone")}
            onDone={() => setShown(null)}
          />
          <ConfirmDialog
            open={revoking !== null}
            onOpenChange={(open) => !open && setRevoking(null)}
            title={t("settings.tokenRevokeTitle", { name: revoking?.name ?? "" })}
            description={t("settings.tokenRevokeText")}
            confirmLabel={t("settings.tokenRevoke")}
            danger
            onConfirm={() => (revoking === null ? undefined : revoke(revoking))}
          />
        </>
      }
    >
      <Table>
        <TableHeader>
          <tr>
            <TableHead>{t("settings.tokenColumnName")}</TableHead>
            <TableHead className="max-sm:hidden">{t("settings.tokenColumnRole")}</TableHead>
            <TableHead className="max-sm:hidden">{t("settings.tokenColumnUsed")}</TableHead>
            <TableHead className="max-sm:hidden">{t("settings.tokenColumnExpires")}</TableHead>
            <TableHead>
              <span className="sr-only">{t("common.more")}</span>
            </TableHead>
          </tr>
        </TableHeader>
        <TableBody>
          {tokens.map((token) => (
            <TableRow key={token.id ?? token.name}>
              <TableCell className="w-full max-w-0 min-w-40">
                <div className="flex items-center gap-2">
                  <span className="truncate font-medium">{token.name}</span>
                  {token.revoked_at !== null ? (
                    <Badge tone="danger">{t("settings.tokenRevoked")}</Badge>
                  ) : (
                    token.expired && <Badge tone="warning">{t("settings.tokenExpired")}</Badge>
                  )}
                </div>
                <p className="truncate text-xs text-muted-foreground">
                  {token.id === null ? t("settings.tokenInEnvironment") : <code>{token.prefix}…</code>}
                  {token.created_by !== null && ` · ${token.created_by}`}
                </p>
              </TableCell>
              <TableCell className="max-sm:hidden">{t(ROLE_LABELS[token.role])}</TableCell>
              <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">
                {token.last_used_at === null ? t("common.never") : <RelativeTime at={token.last_used_at} />}
              </TableCell>
              <TableCell className="whitespace-nowrap text-muted-foreground max-sm:hidden">
                {token.expires_at === null ? t("settings.tokenExpiresNever") : <Time at={token.expires_at} />}
              </TableCell>
              <TableCell className="text-right">
                {token.id !== null && token.revoked_at === null && (
                  <Button size="sm" onClick={() => setRevoking(token)}>
                    {t("settings.tokenRevoke")}
                  </Button>
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </SettingsList>
  );
}
