"use client";
import Link from "next/link";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { asText, useForm } from "./form-context.tsx";
import { OptionField } from "./option-field.tsx";

/** Another flow that is published, kept by its id. One that cannot be begun (any more) is shown all the same where it is chosen. */
export function FlowOption({ name }: { name: string }) {
  const t = useT();
  const { flows = [] } = useForm();
  return (
    <OptionField
      name={name}
      aside={({ written }) =>
        asText(written) === "" ? null : (
          <Link
            href={`/console/flows/${encodeURIComponent(asText(written))}`}
            className="rounded text-primary-text underline-offset-2 outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
          >
            {t("builder.flowOpen")}
          </Link>
        )
      }
    >
      {({ written, words, change, readOnly }, control) => {
        const chosen = asText(written);
        const isKnown = flows.some(({ id }) => String(id) === chosen);
        return (
          <Select value={chosen} disabled={readOnly} onValueChange={(id) => change(Number(id))}>
            <SelectTrigger {...control} className="text-[13px]">
              <SelectValue placeholder={words.placeholder} />
            </SelectTrigger>
            <SelectContent>
              {flows.map(({ id, name: called, isMadeForIt }) => (
                <SelectItem key={id} value={String(id)}>
                  {isMadeForIt === true ? t("triggers.madeForOthers", { flow: called }) : called}
                </SelectItem>
              ))}
              {!isKnown && chosen !== "" && <SelectItem value={chosen}>{t("builder.flowUnknown", { flow: chosen })}</SelectItem>}
            </SelectContent>
          </Select>
        );
      }}
    </OptionField>
  );
}
