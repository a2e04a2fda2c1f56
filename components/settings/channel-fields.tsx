"use client";
import type { ReactNode } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import type { AppResponse } from "#lib/api/apps.ts";
import { useT } from "#lib/i18n/client.tsx";

export interface FlowChoice {
  id: number;
  name: string;
  isPublished: boolean;
}

/** In a select an empty value is none at all. */
const DEFAULT = "default";

interface FlowFieldProps {
  flows: readonly FlowChoice[];
  value: number | null;
  onChange: (flowId: number | null) => void;
  error: string | undefined;
}

/** What begins where something goes wrong on a channel; none need. */
export function RescueFlowField(props: FlowFieldProps) {
  const t = useT();
  const words = { label: t("channels.rescueFlow"), help: t("channels.rescueFlowHelp"), none: t("channels.rescueFlowNone") };
  return <FlowSelect {...props} {...words} draftWarning={t("channels.rescueDraftWarning")} />;
}

/** What a channel's first message begins. A draft that was never published answers nobody, and is marked as one. */
export function FlowField(props: FlowFieldProps) {
  const t = useT();
  const words = { label: t("settings.channelFlow"), help: t("settings.channelFlowHelp"), none: t("settings.channelFlowNone") };
  return <FlowSelect {...props} {...words} draftWarning={t("channels.draftFlowWarning")} />;
}

function FlowSelect({
  flows,
  value,
  onChange,
  error,
  label,
  help,
  none,
  draftWarning,
}: FlowFieldProps & { label: string; help: string; none: string; draftWarning: string }) {
  const t = useT();
  const isDraft = flows.find(({ id }) => id === value)?.isPublished === false;
  return (
    <Field label={label} help={isDraft ? <span className="text-warning-text">{draftWarning}</span> : help} error={error}>
      {(control) => (
        <Select value={value === null ? DEFAULT : String(value)} onValueChange={(id) => onChange(id === DEFAULT ? null : Number(id))}>
          <SelectTrigger {...control}>
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={DEFAULT}>{none}</SelectItem>
            {flows.map(({ id, name, isPublished }) => (
              <SelectItem key={id} value={String(id)}>
                {isPublished ? name : t("channels.draftFlow", { name })}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}

/** An app's id; `null`: the environment's; `"new"`: one that is set up along with the channel. */
export type AppChoice = string | null;
export const NEW_APP = "new";

export function AppField({
  apps,
  value,
  onChange,
  mayAdd,
  locked = false,
  error,
}: {
  apps: readonly AppResponse[];
  value: AppChoice;
  onChange: (app: AppChoice) => void;
  mayAdd: boolean;
  locked?: boolean;
  error: string | undefined;
}) {
  const t = useT();
  return (
    <Field label={t("channels.app")} help={locked ? t("channels.locked") : t("channels.appHelp")} error={error}>
      {(control) => (
        <Select disabled={locked} value={value ?? DEFAULT} onValueChange={(app) => onChange(app === DEFAULT ? null : app)}>
          <SelectTrigger {...control}>
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            <SelectItem value={DEFAULT}>{t("channels.appEnvironment")}</SelectItem>
            {apps.map(({ app_id: id, name }) => (
              <SelectItem key={id} value={id}>
                {name}
              </SelectItem>
            ))}
            {mayAdd && <SelectItem value={NEW_APP}>{t("channels.appNew")}</SelectItem>}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}

/** A text field of a form that reads its values when it is sent. */
export function TextField({
  name,
  label,
  help,
  error,
  aside,
  isSecret = false,
  isDigits = false,
  ...input
}: {
  name: string;
  label: string;
  help?: ReactNode;
  error: string | undefined;
  aside?: ReactNode;
  isSecret?: boolean;
  isDigits?: boolean;
  defaultValue?: string;
  placeholder?: string;
  maxLength?: number;
  disabled?: boolean;
}) {
  return (
    <Field label={label} help={help} error={error} aside={aside}>
      {(control) => (
        <Input
          {...control}
          {...input}
          name={name}
          type={isSecret ? "password" : "text"}
          inputMode={isDigits ? "numeric" : undefined}
          spellCheck={false}
          autoComplete="off"
        />
      )}
    </Field>
  );
}
