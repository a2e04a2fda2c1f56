"use client";
import { Field } from "#components/ui/field.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { FLOW_LANGUAGES } from "#lib/engine/flow-settings.ts";
import type { FlowSettings } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { withSettings } from "../model/graph.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { AfterEnd } from "./after-end.tsx";
import { EndingSettings } from "./ending-settings.tsx";
import { MessageSettings } from "./message-settings.tsx";
import { TimeZoneField } from "./time-zone-field.tsx";

/** What holds for the whole flow. */
export function FlowPanel() {
  const t = useT();
  const editor = useEditor();
  const settings = useEditorState(({ graph }) => graph.settings);
  const readOnly = useEditorState((state) => state.readOnly);
  const change = (changes: FlowSettings) =>
    editor.edit((graph) => withSettings(graph, { ...graph.settings, ...changes }), { group: `settings.${Object.keys(changes).join()}` });
  return (
    <section aria-label={t("builder.flowSettings")} className="scroll-thin flex min-h-0 flex-col gap-3 overflow-y-auto p-3">
      <Field label={t("flows.setting_failure_message")} help={t("flows.failureMessageHelp")}>
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            maxLength={4096}
            readOnly={readOnly}
            placeholder={t("flows.failureMessagePlaceholder")}
            value={settings?.failure_message ?? ""}
            onChange={({ target }) => change({ failure_message: target.value })}
          />
        )}
      </Field>
      <Field label={t("flows.setting_transcribe_voice")} help={t("flows.transcribeVoiceHelp")}>
        {(control) => (
          <Switch
            {...control}
            checked={settings?.transcribe_voice === true}
            disabled={readOnly}
            onCheckedChange={(on) => change({ transcribe_voice: on ? true : undefined })}
          />
        )}
      </Field>
      <SelectField
        label={t("flows.setting_language")}
        help={t("flows.flowLanguageHelp")}
        value={settings?.language ?? FLOW_LANGUAGES[0]}
        options={FLOW_LANGUAGES.map((value) => ({ value, label: t(`flows.flowLanguage_${value}`) }))}
        readOnly={readOnly}
        onChange={(language) => change({ language })}
      />
      <AfterEnd value={settings?.after_end} readOnly={readOnly} onChange={(after_end) => change({ after_end })} />
      <EndingSettings settings={settings} readOnly={readOnly} change={change} />
      <MessageSettings settings={settings} readOnly={readOnly} change={change} />
      <TimeZoneField value={settings?.time_zone} readOnly={readOnly} onChange={(zone) => change({ time_zone: zone })} />
    </section>
  );
}
