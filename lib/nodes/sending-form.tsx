"use client";
import { FormSection } from "#components/node-form/form-section.tsx";
import { GroupOption } from "#components/node-form/group-option.tsx";
import { SwitchOption } from "#components/node-form/simple-fields.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { SEND_EXITS } from "./sending.ts";

/** The options of every node that sends, after its type's own. */
export function SendingForm() {
  const t = useT();
  return (
    <FormSection title={t("builder.sectionSending")} openFor={["quote", ...SEND_EXITS.map((exit) => `exits.${exit}`)]}>
      <SwitchOption name="quote" />
      <GroupOption name="exits">
        {SEND_EXITS.map((exit) => (
          <SwitchOption key={exit} name={`exits.${exit}`} />
        ))}
      </GroupOption>
    </FormSection>
  );
}
