"use client";
import { useState } from "react";
import { toast } from "sonner";
import { problemText, useAction } from "#components/api/use-action.ts";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import type { AppResponse } from "#lib/api/apps.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { AppActions } from "./actions.ts";
import { TextField } from "./channel-fields.tsx";
import { appErrors, type ChannelErrors } from "./channel-input.ts";
import { fieldErrors } from "./field-errors.ts";
import { newVerifyToken } from "./verify-token.ts";

/** Adds an app, or replaces its name and secrets; an empty field of one that is there keeps what is stored. */
export function AppDialog({
  app,
  actions,
  onClose,
  onSaved,
}: {
  app: AppResponse | undefined;
  actions: AppActions;
  onClose: () => void;
  onSaved: () => void;
}) {
  const t = useT();
  const { run, pending } = useAction();
  const [errors, setErrors] = useState<ChannelErrors>({});
  const [verifyToken] = useState(newVerifyToken);
  const submit = async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const given = {
      ...(app === undefined && { app_id: text("app_id") }),
      ...((app === undefined || text("app_secret") !== "") && { app_secret: text("app_secret") }),
      ...((app === undefined || text("verify_token") !== "") && { verify_token: text("verify_token") }),
    };
    const found = appErrors(given, t);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const { app_id: appId = "", app_secret: secret = "", verify_token: token = "" } = given;
    const name = text("name");
    const saved = await run(
      () =>
        app === undefined
          ? actions.create({ app_id: appId, app_secret: secret, verify_token: token })
          : actions.update(app.app_id, { ...given, ...(name !== "" && name !== app.name && { name }) }),
      (problem) => {
        if (problem.code === "app-taken") setErrors({ app_id: problemText(problem, t) });
        else if (Object.keys(problem.fields).length > 0) setErrors(fieldErrors(problem, t));
        else return false;
        return true;
      },
    );
    if (saved === undefined) return;
    toast.success(t(app === undefined ? "channels.appAdded" : "channels.appSaved", { name: saved.value.name }));
    onSaved();
    onClose();
  };
  return (
    <FormDialog
      title={app === undefined ? t("channels.appAdd") : t("channels.appEdit", { name: app.name })}
      submitLabel={app === undefined ? t("common.create") : t("common.save")}
      pending={pending}
      onSubmit={submit}
      onInput={() => setErrors({})}
      onClose={onClose}
    >
      {app === undefined ? (
        <TextField name="app_id" label={t("channels.appId")} help={t("channels.appIdHelp")} error={errors.app_id} isDigits />
      ) : (
        <TextField name="name" label={t("channels.appName")} error={errors.name} defaultValue={app.name} maxLength={200} />
      )}
      <TextField
        name="app_secret"
        label={t("channels.appSecret")}
        help={app === undefined ? t("channels.appSecretHelp") : t("channels.appSecretKept")}
        error={errors.app_secret}
        isSecret
      />
      <TextField
        name="verify_token"
        label={t("channels.verifyToken")}
        help={app === undefined ? t("channels.verifyTokenHelp") : t("channels.verifyTokenKept")}
        error={errors.verify_token}
        defaultValue={app === undefined ? verifyToken : ""}
      />
    </FormDialog>
  );
}
