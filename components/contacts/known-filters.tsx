"use client";
import { FilterSelect } from "#components/ui/filter-select.tsx";
import type { ContactField } from "#lib/engine/contact-fields/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { FilterText } from "./filter-text.tsx";
import { CONSENT_FILTERS, type Filters } from "./filters.ts";

interface KnownFiltersProps {
  filters: Filters;
  fields: readonly ContactField[];
  onChange: (some: Partial<Filters>) => void;
}

/** In a select an empty value is none at all. */
const ANY = "-";

/** By what is known of contacts: consent, labels, language, fields. */
export function KnownFilters({ filters, fields, onChange }: KnownFiltersProps) {
  const t = useT();
  const field = fields.find(({ key }) => key === filters.field);
  const choices =
    field?.type === "choice"
      ? field.choices.map((value) => ({ value, label: value }))
      : field?.type === "boolean"
        ? [
            { value: "true", label: t("contacts.yes") },
            { value: "false", label: t("contacts.no") },
          ]
        : null;
  return (
    <>
      <FilterSelect
        label={t("contacts.filterConsent")}
        value={filters.consent}
        onChange={(consent) => onChange({ consent })}
        options={CONSENT_FILTERS.map((value) => ({
          value,
          label: value === "any" ? t("contacts.consentAny") : t(`contacts.consent_${value}`),
        }))}
      />
      <FilterText label={t("contacts.filterLabel")} value={filters.label} maxLength={100} onChange={(label) => onChange({ label })} />
      <FilterText
        label={t("contacts.filterLanguage")}
        value={filters.language}
        maxLength={35}
        onChange={(language) => onChange({ language })}
      />
      {fields.length > 0 && (
        <FilterSelect
          label={t("contacts.filterField")}
          value={field?.key ?? ANY}
          onChange={(key) => onChange({ field: key === ANY ? "" : key, fieldValue: "" })}
          options={[{ value: ANY, label: t("contacts.fieldAny") }, ...fields.map(({ key, name }) => ({ value: key, label: name }))]}
        />
      )}
      {field !== undefined &&
        (choices === null ? (
          <FilterText
            label={t("contacts.filterFieldValue")}
            value={filters.fieldValue}
            maxLength={1_000}
            onChange={(fieldValue) => onChange({ fieldValue })}
          />
        ) : (
          <FilterSelect
            label={t("contacts.filterFieldValue")}
            value={choices.some(({ value }) => value === filters.fieldValue) ? filters.fieldValue : ANY}
            onChange={(value) => onChange({ fieldValue: value === ANY ? "" : value })}
            options={[{ value: ANY, label: t("contacts.fieldAny") }, ...choices]}
          />
        ))}
    </>
  );
}
