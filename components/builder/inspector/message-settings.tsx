"use client";
import { useId } from "react";
import { Label } from "#components/ui/label.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { type FlowSettings, MARK_READ } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";

interface MessageSettingsProps {
  settings: FlowSettings | undefined;
  readOnly: boolean;
  change: (changes: FlowSettings) => void;
}

/** How the flow's messages leave, and what the contact sees of theirs. */
export function MessageSettings({ settings, readOnly, change }: MessageSettingsProps) {
  const t = useT();
  return (
    <>
      <SwitchSetting
        label={t("flows.setting_join_messages")}
        help={t("flows.joinMessagesHelp")}
        checked={settings?.join_messages === true}
        readOnly={readOnly}
        onChange={(isOn) => change({ join_messages: isOn || undefined })}
      />
      <SwitchSetting
        label={t("flows.setting_quote")}
        help={t("flows.quoteHelp")}
        checked={settings?.quote === true}
        readOnly={readOnly}
        onChange={(isOn) => change({ quote: isOn || undefined })}
      />
      <SelectField
        label={t("flows.setting_mark_read")}
        help={t("flows.markReadHelp")}
        value={settings?.mark_read ?? "channel"}
        options={(["channel", ...MARK_READ] as const).map((value) => ({ value, label: t(`flows.markRead_${value}`) }))}
        readOnly={readOnly}
        onChange={(value) => change({ mark_read: MARK_READ.find((one) => one === value) })}
      />
      <SelectField
        label={t("flows.setting_typing")}
        help={t("flows.typingHelp")}
        value={settings?.typing === undefined ? "channel" : settings.typing ? "on" : "off"}
        options={(["channel", "on", "off"] as const).map((value) => ({ value, label: t(`flows.typing_${value}`) }))}
        readOnly={readOnly}
        onChange={(value) => change({ typing: value === "channel" ? undefined : value === "on" })}
      />
    </>
  );
}

interface SwitchSettingProps {
  label: string;
  help: string;
  checked: boolean;
  readOnly: boolean;
  onChange: (isOn: boolean) => void;
}

function SwitchSetting({ label, help, checked, readOnly, onChange }: SwitchSettingProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-3">
      <div className="flex min-w-0 flex-col">
        <Label htmlFor={id}>{label}</Label>
        <p id={`${id}-help`} className="text-xs leading-4 text-muted-foreground">
          {help}
        </p>
      </div>
      <Switch id={id} checked={checked} disabled={readOnly} aria-describedby={`${id}-help`} onCheckedChange={onChange} />
    </div>
  );
}
