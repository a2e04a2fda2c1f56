"use client";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { call } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { type ContactDetail, patchContactContract } from "#lib/api/contacts.ts";
import { CONSENTS, LANGUAGE, LONGEST_LABEL, LONGEST_NAME, MOST_LABELS } from "#lib/engine/contact-fields/types.ts";
import { useT } from "#lib/i18n/client.tsx";

interface ContactProfileProps {
  contact: ContactDetail;
  mayEdit: boolean;
  onSaved: (contact: ContactDetail) => void;
}

const CONSENT_OPTIONS = ["unknown", ...CONSENTS] as const;
const CONSENT_TONES = { unknown: "neutral", opted_in: "success", opted_out: "warning" } as const;

/** What every contact has by itself: name, language, labels, and whether they want to be written to. */
export function ContactProfile({ contact, mayEdit, onSaved }: ContactProfileProps) {
  const t = useT();
  const [isEditing, setIsEditing] = useState(false);
  const consent = contact.consent ?? "unknown";
  return (
    <section aria-labelledby="contact-profile" className="flex flex-col gap-2 p-3">
      <div className="flex items-center justify-between gap-2">
        <h2 id="contact-profile" className="text-[13px] font-medium">
          {t("contacts.profile")}
        </h2>
        {mayEdit && (
          <Button variant="ghost" size="icon-sm" aria-label={t("contacts.editProfile")} onClick={() => setIsEditing(true)}>
            <Pencil />
          </Button>
        )}
      </div>
      <dl className="flex flex-col gap-1.5 text-[13px]">
        <Fact name={t("contacts.consent")}>
          <Badge tone={CONSENT_TONES[consent]}>{t(`contacts.consent_${consent}`)}</Badge>
        </Fact>
        <Fact name={t("contacts.language")}>{contact.language ?? t("contacts.none")}</Fact>
        <Fact name={t("contacts.labels")}>
          {contact.labels.length === 0 ? (
            t("contacts.none")
          ) : (
            <ul className="flex flex-wrap justify-end gap-1">
              {contact.labels.map((label) => (
                <li key={label}>
                  <Badge tone="outline" className="max-w-48">
                    <span className="truncate">{label}</span>
                  </Badge>
                </li>
              ))}
            </ul>
          )}
        </Fact>
      </dl>
      {isEditing && <ProfileDialog contact={contact} onSaved={onSaved} onClose={() => setIsEditing(false)} />}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex justify-between gap-3">
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 text-right wrap-anywhere">{children}</dd>
    </div>
  );
}

interface ProfileDialogProps {
  contact: ContactDetail;
  onSaved: (contact: ContactDetail) => void;
  onClose: () => void;
}

function ProfileDialog({ contact, onSaved, onClose }: ProfileDialogProps) {
  const t = useT();
  const [consent, setConsent] = useState<(typeof CONSENT_OPTIONS)[number]>(contact.consent ?? "unknown");
  const [languageError, setLanguageError] = useState<string>();
  const [pending, setPending] = useState(false);

  const submit = async (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? "").trim();
    const language = text("language");
    if (language !== "" && !LANGUAGE.test(language)) return setLanguageError(t("contacts.languageWrong"));
    const wanted = {
      name: text("name") || null,
      language: language || null,
      labels: labelsOf(text("labels")),
      consent: consent === "unknown" ? null : consent,
    };
    // What was not touched is not written: a flow may have changed it meanwhile.
    const body = Object.fromEntries(
      Object.entries(wanted).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(contact[name as keyof typeof wanted])),
    );
    setPending(true);
    try {
      if (Object.keys(body).length > 0) onSaved(await call(patchContactContract, { params: { id: contact.id }, body }));
      toast.success(t("contacts.profileSaved"));
      onClose();
    } catch (error) {
      toast.error(refusalText(error, t));
    }
    setPending(false);
  };

  return (
    <FormDialog
      title={t("contacts.editProfile")}
      submitLabel={t("common.save")}
      pending={pending}
      onSubmit={submit}
      onInput={() => setLanguageError(undefined)}
      onClose={onClose}
    >
      <Field label={t("contacts.name")}>
        {(control) => (
          <Input
            {...control}
            name="name"
            defaultValue={contact.name ?? ""}
            placeholder={t("contacts.nameFromProfile")}
            maxLength={LONGEST_NAME}
            autoComplete="off"
          />
        )}
      </Field>
      <Field label={t("contacts.language")} help={t("contacts.languageHelp")} error={languageError}>
        {(control) => (
          <Input {...control} name="language" defaultValue={contact.language ?? ""} maxLength={35} autoComplete="off" spellCheck={false} />
        )}
      </Field>
      <Field label={t("contacts.labels")} help={t("contacts.labelsHelp")}>
        {(control) => <Input {...control} name="labels" defaultValue={contact.labels.join(", ")} autoComplete="off" />}
      </Field>
      <SelectField
        label={t("contacts.consent")}
        value={consent}
        options={CONSENT_OPTIONS.map((value) => ({ value, label: t(`contacts.consent_${value}`) }))}
        onChange={setConsent}
      />
    </FormDialog>
  );
}

const labelsOf = (text: string): string[] =>
  [...new Set(text.split(",").map((label) => label.trim().slice(0, LONGEST_LABEL)))].filter((label) => label !== "").slice(0, MOST_LABELS);
