"use client";
import { useState } from "react";
import { toast } from "sonner";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Label } from "#components/ui/label.tsx";
import { problemText, useAction } from "#components/api/use-action.ts";
import type { AppResponse } from "#lib/api/apps.ts";
import type { ChannelResponse, PatchChannel } from "#lib/api/channels.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { ChannelActions } from "./actions.ts";
import { AppField, type FlowChoice, FlowField, RescueFlowField, TextField } from "./channel-fields.tsx";
import { channelErrors, type ChannelErrors } from "./channel-input.ts";
import { ConsentFields, readConsent } from "./consent-fields.tsx";
import { ReceiptFields } from "./receipt-fields.tsx";
import { fieldErrors } from "./field-errors.ts";

interface ChannelDialogProps {
  channel: ChannelResponse;
  apps: readonly AppResponse[];
  flows: readonly FlowChoice[];
  actions: ChannelActions;
  onClose: () => void;
  onSaved: () => void;
}

/** Changes a channel; only what was changed is sent, so that what the environment decides is left alone. */
export function ChannelDialog({ channel, apps, flows, actions, onClose, onSaved }: ChannelDialogProps) {
  const t = useT();
  const { run, pending } = useAction();
  const [errors, setErrors] = useState<ChannelErrors>({});
  const [flow, setFlow] = useState(channel.default_flow_id);
  const [rescueFlow, setRescueFlow] = useState(channel.rescue_flow_id);
  const [app, setApp] = useState(channel.app_id);
  const [markRead, setMarkRead] = useState(channel.mark_read);
  const [typing, setTyping] = useState(channel.typing);
  const [removeToken, setRemoveToken] = useState(false);
  const isLocked = (field: ChannelResponse["locked"][number]) => channel.locked.includes(field);

  const submit = async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const token = text("access_token");
    const wanted = {
      name: text("name"),
      phone_number_id: isLocked("phone_number_id") ? channel.phone_number_id : text("phone_number_id"),
      display_phone_number: text("display_phone_number") || null,
      default_flow_id: flow,
      rescue_flow_id: rescueFlow,
      default_country: text("default_country").toUpperCase() || null,
      app_id: app,
      mark_read: markRead,
      typing,
      ...readConsent(text),
    };
    const changed = Object.entries(wanted).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(channel[name as keyof typeof wanted]),
    );
    const input: PatchChannel = {
      ...Object.fromEntries(changed),
      ...(removeToken ? { access_token: null } : token === "" ? {} : { access_token: token }),
    };
    const found = channelErrors(input, t);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const saved = await run(
      () => actions.update(channel.id, input),
      (problem) => {
        if (problem.code === "number-taken") setErrors({ phone_number_id: problemText(problem, t) });
        else if (problem.code === "app-secret-missing") setErrors({ app_id: problemText(problem, t) });
        else if (Object.keys(problem.fields).length > 0) setErrors(fieldErrors(problem, t));
        else return false;
        return true;
      },
    );
    if (!saved) return;
    toast.success(t("settings.channelSaved", { name: wanted.name }));
    onSaved();
    onClose();
  };

  const hasToken = channel.has_access_token;
  return (
    <FormDialog
      title={t("settings.channelEdit", { name: channel.name })}
      submitLabel={t("common.save")}
      pending={pending}
      onSubmit={submit}
      onInput={() => setErrors({})}
      onClose={onClose}
    >
      <TextField
        name="name"
        label={t("settings.channelName")}
        help={t("settings.channelNameHelp")}
        error={errors.name}
        defaultValue={channel.name}
        maxLength={200}
      />
      <FlowField flows={flows} value={flow} onChange={setFlow} error={errors.default_flow_id} />
      <RescueFlowField flows={flows} value={rescueFlow} onChange={setRescueFlow} error={errors.rescue_flow_id} />
      <AppField apps={apps} value={app} onChange={setApp} mayAdd={false} locked={isLocked("app_id")} error={errors.app_id} />
      <TextField
        name="phone_number_id"
        label={t("settings.channelNumberId")}
        help={isLocked("phone_number_id") ? t("channels.locked") : t("settings.channelNumberIdHelp")}
        error={errors.phone_number_id}
        defaultValue={channel.phone_number_id}
        disabled={isLocked("phone_number_id")}
        isDigits
      />
      <TextField
        name="access_token"
        label={t("settings.channelToken")}
        help={isLocked("access_token") ? t("channels.locked") : hasToken ? t("settings.channelTokenKept") : t("settings.channelTokenHelp")}
        aside={hasToken ? undefined : t("common.optional")}
        error={errors.access_token}
        disabled={removeToken || isLocked("access_token")}
        placeholder={hasToken ? t("settings.channelTokenPlaceholder") : ""}
        isSecret
      />
      {hasToken && !isLocked("access_token") && (
        <Label className="flex items-center gap-2 font-normal">
          <Checkbox checked={removeToken} onCheckedChange={(checked) => setRemoveToken(checked === true)} />
          {t("settings.channelTokenRemove")}
        </Label>
      )}
      <TextField
        name="display_phone_number"
        label={t("settings.channelPhone")}
        help={t("settings.channelPhoneHelp")}
        aside={t("common.optional")}
        error={errors.display_phone_number}
        defaultValue={channel.display_phone_number ?? ""}
        maxLength={64}
      />
      <TextField
        name="default_country"
        label={t("settings.channelCountry")}
        help={t("settings.channelCountryHelp")}
        aside={t("common.optional")}
        error={errors.default_country}
        defaultValue={channel.default_country ?? ""}
        maxLength={2}
      />
      <ReceiptFields markRead={markRead} onMarkRead={setMarkRead} typing={typing} onTyping={setTyping} />
      <ConsentFields channel={channel} errors={errors} />
    </FormDialog>
  );
}
