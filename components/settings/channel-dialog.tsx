"use client";
import { useState } from "react";
import { toast } from "sonner";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { Label } from "#components/ui/label.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { problemText, useAction } from "#components/api/use-action.ts";
import type { ChannelResponse, CreateChannel } from "#lib/api/channels.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import { useT } from "#lib/i18n/client.tsx";
import { ACCESS_TOKEN } from "#lib/whatsapp/access-token.ts";
import { PHONE_NUMBER_ID } from "#lib/whatsapp/phone-number-id.ts";
import type { ChannelActions } from "./actions.ts";

interface ChannelDialogProps {
  /** Undefined: a new one. */
  channel?: ChannelResponse | undefined;
  flows: readonly { id: number; name: string }[];
  actions: ChannelActions;
  onClose: () => void;
  onSaved: () => void;
}

type Errors = Partial<Record<keyof CreateChannel, string>>;
const DEFAULT_FLOW = "default";

function check(input: CreateChannel, t: Translate): Errors {
  return {
    ...(input.name === "" && { name: t("settings.nameMissing") }),
    ...(!PHONE_NUMBER_ID.test(input.phone_number_id) && { phone_number_id: t("settings.channelNumberIdWrong") }),
    ...(typeof input.default_country === "string" &&
      !/^[A-Z]{2}$/.test(input.default_country) && { default_country: t("settings.channelCountryWrong") }),
    ...(typeof input.access_token === "string" &&
      !ACCESS_TOKEN.test(input.access_token) && { access_token: t("settings.channelTokenWrong") }),
  };
}

export function ChannelDialog({ channel, flows, actions, onClose, onSaved }: ChannelDialogProps) {
  const t = useT();
  const { run, pending } = useAction();
  const [errors, setErrors] = useState<Errors>({});
  const [flow, setFlow] = useState(channel?.default_flow_id == null ? DEFAULT_FLOW : String(channel.default_flow_id));
  const [removeToken, setRemoveToken] = useState(false);

  const submit = async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const token = text("access_token");
    const input: CreateChannel = {
      name: text("name"),
      phone_number_id: text("phone_number_id"),
      display_phone_number: text("display_phone_number") || null,
      default_flow_id: flow === DEFAULT_FLOW ? null : Number(flow),
      default_country: text("default_country").toUpperCase() || null,
      ...(removeToken ? { access_token: null } : token === "" ? {} : { access_token: token }),
    };
    const found = check(input, t);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const saved = await run(
      () => (channel === undefined ? actions.create(input) : actions.update(channel.id, input)),
      (problem) => {
        if (problem.code === "number-taken") setErrors({ phone_number_id: problemText(problem, t) });
        else if (Object.keys(problem.fields).length > 0) setErrors(problem.fields);
        else return false;
        return true;
      },
    );
    if (!saved) return;
    toast.success(t(channel === undefined ? "settings.channelCreated" : "settings.channelSaved", { name: input.name }));
    onSaved();
    onClose();
  };

  const hasToken = channel?.has_access_token === true;
  return (
    <FormDialog
      title={channel === undefined ? t("settings.channelNew") : t("settings.channelEdit", { name: channel.name })}
      submitLabel={channel === undefined ? t("common.create") : t("common.save")}
      pending={pending}
      onSubmit={submit}
      onInput={() => setErrors({})}
      onClose={onClose}
    >
      <Field label={t("settings.channelName")} help={t("settings.channelNameHelp")} error={errors.name}>
        {(control) => <Input {...control} name="name" defaultValue={channel?.name ?? ""} maxLength={200} />}
      </Field>
      <Field label={t("settings.channelNumberId")} help={t("settings.channelNumberIdHelp")} error={errors.phone_number_id}>
        {(control) => (
          <Input {...control} name="phone_number_id" defaultValue={channel?.phone_number_id ?? ""} spellCheck={false} autoComplete="off" />
        )}
      </Field>
      <Field
        label={t("settings.channelPhone")}
        help={t("settings.channelPhoneHelp")}
        aside={t("common.optional")}
        error={errors.display_phone_number}
      >
        {(control) => (
          <Input
            {...control}
            name="display_phone_number"
            defaultValue={channel?.display_phone_number ?? ""}
            maxLength={64}
            inputMode="tel"
          />
        )}
      </Field>
      <Field
        label={t("settings.channelCountry")}
        help={t("settings.channelCountryHelp")}
        aside={t("common.optional")}
        error={errors.default_country}
      >
        {(control) => (
          <Input
            {...control}
            name="default_country"
            defaultValue={channel?.default_country ?? ""}
            maxLength={2}
            spellCheck={false}
            autoComplete="off"
          />
        )}
      </Field>
      <Field label={t("settings.channelFlow")} help={t("settings.channelFlowHelp")} error={errors.default_flow_id}>
        {(control) => (
          <Select value={flow} onValueChange={setFlow}>
            <SelectTrigger {...control}>
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              <SelectItem value={DEFAULT_FLOW}>{t("settings.channelFlowNone")}</SelectItem>
              {flows.map(({ id, name }) => (
                <SelectItem key={id} value={String(id)}>
                  {name}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        )}
      </Field>
      <Field
        label={t("settings.channelToken")}
        help={hasToken ? t("settings.channelTokenKept") : t("settings.channelTokenHelp")}
        aside={hasToken ? undefined : t("common.optional")}
        error={errors.access_token}
      >
        {(control) => (
          <Input
            {...control}
            name="access_token"
            type="password"
            autoComplete="off"
            disabled={removeToken}
            placeholder={hasToken ? t("settings.channelTokenPlaceholder") : ""}
          />
        )}
      </Field>
      {hasToken && (
        <Label className="flex items-center gap-2 font-normal">
          <Checkbox checked={removeToken} onCheckedChange={(checked) => setRemoveToken(checked === true)} />
          {t("settings.channelTokenRemove")}
        </Label>
      )}
    </FormDialog>
  );
}
