"use client";
import { type SubmitEvent, useState } from "react";
import { toast } from "sonner";
import { problemText, useAction } from "#components/api/use-action.ts";
import { Button } from "#components/ui/button.tsx";
import { DialogFooter } from "#components/ui/dialog.tsx";
import type { ActionProblem } from "#lib/action-result.ts";
import type { AppResponse } from "#lib/api/apps.ts";
import type { ChannelResponse, CreateChannel } from "#lib/api/channels.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { AppActions, ChannelActions } from "./actions.ts";
import type { AssistantSurroundings } from "./assistant-surroundings.ts";
import { type AppChoice, AppField, FlowField, NEW_APP, RescueFlowField, TextField } from "./channel-fields.tsx";
import { appErrors, channelErrors, type ChannelErrors } from "./channel-input.ts";
import { fieldErrors } from "./field-errors.ts";
import { newVerifyToken } from "./verify-token.ts";

interface NumberStepProps extends AssistantSurroundings {
  actions: ChannelActions;
  appActions: AppActions;
  /** Told the verify token, which is not read again. */
  onAppAdded: (verifyToken: string) => void;
  onDone: (channel: ChannelResponse) => void;
  onClose: () => void;
}

/** The number, its token and its app, each tried on Meta before it is kept. */
export function NumberStep({ apps, flows, environment, actions, appActions, onAppAdded, onDone, onClose }: NumberStepProps) {
  const t = useT();
  const { run, pending } = useAction();
  const [errors, setErrors] = useState<ChannelErrors>({});
  const [flow, setFlow] = useState<number | null>(null);
  const [rescueFlow, setRescueFlow] = useState<number | null>(null);
  const [added, setAdded] = useState<AppResponse | null>(null);
  const [app, setApp] = useState<AppChoice>(environment.hasSecret ? null : (apps[0]?.app_id ?? NEW_APP));
  const known = added === null || apps.some(({ app_id: id }) => id === added.app_id) ? apps : [added, ...apps];

  const refused = (problem: ActionProblem): boolean => {
    if (problem.code === "number-taken") setErrors({ phone_number_id: problemText(problem, t) });
    else if (problem.code === "app-taken" || problem.code === "app-secret-missing") setErrors({ app_id: problemText(problem, t) });
    else if (Object.keys(problem.fields).length > 0) setErrors(fieldErrors(problem, t));
    else return false;
    return true;
  };

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const token = text("access_token");
    const input: CreateChannel = {
      name: text("name"),
      phone_number_id: text("phone_number_id"),
      default_flow_id: flow,
      rescue_flow_id: rescueFlow,
      ...(token !== "" && { access_token: token }),
    };
    const newApp = { app_id: text("app_id"), app_secret: text("app_secret") };
    const found = { ...channelErrors(input, t), ...(app === NEW_APP && appErrors(newApp, t)) };
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    let appId = app;
    if (app === NEW_APP) {
      const verifyToken = newVerifyToken();
      const made = await run(() => appActions.create({ ...newApp, verify_token: verifyToken }), refused);
      if (made === undefined) return;
      // Should the number be refused, the app is there already.
      setAdded(made.value);
      setApp(made.value.app_id);
      onAppAdded(verifyToken);
      appId = made.value.app_id;
    }
    const saved = await run(() => actions.create({ ...input, app_id: appId }), refused);
    if (saved === undefined) return;
    toast.success(t("settings.channelCreated", { name: input.name }));
    onDone(saved.value);
  };

  return (
    <form onSubmit={(event) => void submit(event)} onInput={() => setErrors({})} noValidate className="flex flex-col gap-4">
      <TextField name="name" label={t("settings.channelName")} help={t("settings.channelNameHelp")} error={errors.name} maxLength={200} />
      <AppField apps={known} value={app} onChange={setApp} mayAdd error={app === NEW_APP ? undefined : errors.app_id} />
      {app === NEW_APP && (
        <>
          <TextField name="app_id" label={t("channels.appId")} help={t("channels.appIdHelp")} error={errors.app_id} isDigits />
          <TextField
            name="app_secret"
            label={t("channels.appSecret")}
            help={t("channels.appSecretHelp")}
            error={errors.app_secret ?? errors.verify_token}
            isSecret
          />
        </>
      )}
      <TextField
        name="phone_number_id"
        label={t("settings.channelNumberId")}
        help={t("settings.channelNumberIdHelp")}
        error={errors.phone_number_id}
        isDigits
      />
      <TextField
        name="access_token"
        label={t("settings.channelToken")}
        help={t("settings.channelTokenHelp")}
        aside={t("common.optional")}
        error={errors.access_token}
        isSecret
      />
      <FlowField flows={flows} value={flow} onChange={setFlow} error={errors.default_flow_id} />
      <RescueFlowField flows={flows} value={rescueFlow} onChange={setRescueFlow} error={errors.rescue_flow_id} />
      <DialogFooter>
        <Button onClick={onClose}>{t("common.cancel")}</Button>
        <Button type="submit" variant="primary" pending={pending}>
          {t("channels.next")}
        </Button>
      </DialogFooter>
    </form>
  );
}
