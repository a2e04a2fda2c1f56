"use client";
import { Field } from "#components/ui/field.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { FLOW_LANGUAGES } from "#lib/engine/flow-settings.ts";
import type { FlowSettings } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { withSettings } from "../model/graph.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
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
    <section aria-labelledby="flow-settings" className="flex flex-col gap-3 border-t border-border p-3">
      <h3 id="flow-settings" className="text-[13px] font-semibold">
        {t("builder.flowSettings")}
      </h3>
      <Field label={t("builder.setting_failure_message")} help={t("builder.failureMessageHelp")}>
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            maxLength={4096}
            readOnly={readOnly}
            placeholder={t("builder.failureMessagePlaceholder")}
            value={settings?.failure_message ?? ""}
            onChange={({ target }) => change({ failure_message: target.value })}
          />
        )}
      </Field>
      <Field label={t("builder.setting_language")} help={t("builder.flowLanguageHelp")}>
        {(control) => (
          <Select
            value={settings?.language ?? FLOW_LANGUAGES[0]}
            disabled={readOnly}
            onValueChange={(value) => change({ language: FLOW_LANGUAGES.find((language) => language === value) })}
          >
            <SelectTrigger {...control}>
              <SelectValue />
            </SelectTrigger>
            <SelectContent>
              {FLOW_LANGUAGES.map((language) => (
                <SelectItem key={language} value={language}>
                  {t(`builder.flowLanguage_${language}`)}
                </SelectItem>
              ))}
            </SelectContent>
          </Select>
        )}
      </Field>
      <TimeZoneField value={settings?.time_zone} readOnly={readOnly} onChange={(zone) => change({ time_zone: zone })} />
    </section>
  );
}
