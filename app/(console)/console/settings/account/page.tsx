import { PasswordForm } from "#components/settings/password-form.tsx";
import { SignOutEverywhere } from "#components/settings/sign-out-everywhere.tsx";
import { Section } from "#components/settings/section.tsx";
import { ROLE_LABELS } from "#components/shell/roles.ts";
import { Card, CardBody, CardHeader } from "#components/ui/card.tsx";
import { getT } from "#lib/i18n/server.ts";
import { requirePageUser } from "#server/auth/session";
import { hasPassword } from "#server/services/users/own-account";
import { changePassword, signOutEverywhere } from "./actions.ts";

export default async function AccountPage() {
  const { actor, user } = await requirePageUser();
  const [t, withPassword] = await Promise.all([getT(), hasPassword(user.id)]);
  return (
    <Section title={t("settings.accountTitle")} description={t("settings.accountText")}>
      <Card>
        <CardBody className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1">
          <span className="text-muted-foreground">{t("settings.userEmail")}</span>
          <span className="break-all">{user.email}</span>
          {user.name !== "" && (
            <>
              <span className="text-muted-foreground">{t("settings.userName")}</span>
              <span>{user.name}</span>
            </>
          )}
          <span className="text-muted-foreground">{t("settings.userRole")}</span>
          <span>{t(ROLE_LABELS[actor.role])}</span>
        </CardBody>
      </Card>
      <Card>
        <CardHeader
          title={t("settings.accountPasswordTitle")}
          description={withPassword ? t("settings.accountPasswordText") : t("settings.accountNoPassword")}
        />
        <CardBody>{withPassword && <PasswordForm email={user.email} change={changePassword} />}</CardBody>
      </Card>
      <Card>
        <CardHeader title={t("settings.accountSessionsTitle")} description={t("settings.accountSessionsText")} />
        <CardBody>
          <SignOutEverywhere signOut={signOutEverywhere} />
        </CardBody>
      </Card>
    </Section>
  );
}
