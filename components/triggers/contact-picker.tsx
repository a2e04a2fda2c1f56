"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#components/api/call.ts";
import { nameOf, phoneOf } from "#components/ui/contact-name.ts";
import { Button } from "#components/ui/button.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { type ContactListed, listContactsContract } from "#lib/api/contacts.ts";
import { useT } from "#lib/i18n/client.tsx";

const SHOWN = 5;

interface ContactPickerProps {
  contact: ContactListed | null;
  onPick: (contact: ContactListed | null) => void;
}

/** One contact, found by a part of their name or number. */
export function ContactPicker({ contact, onPick }: ContactPickerProps) {
  const t = useT();
  const [search, setSearch] = useState("");
  const found = useQuery({
    queryKey: ["contacts", "picker", search],
    enabled: search !== "" && contact === null,
    queryFn: ({ signal }) => call(listContactsContract, { query: { search, limit: SHOWN } }, signal),
  });
  if (contact !== null)
    return (
      <p className="flex items-center gap-2 text-sm">
        <span className="min-w-0 truncate">{t("triggers.testerAs", { contact: told(contact, t) })}</span>
        <Button size="sm" onClick={() => onPick(null)}>
          {t("triggers.testerOtherContact")}
        </Button>
      </p>
    );
  return (
    <div className="flex flex-col gap-1.5">
      <SearchInput label={t("triggers.testerContact")} value={search} onSearch={setSearch} />
      <p className="text-[13px] text-muted-foreground">{t("triggers.testerContactHelp")}</p>
      {found.data !== undefined && (
        <ul role="status" aria-label={t("triggers.testerContact")} className="flex flex-wrap gap-1.5">
          {found.data.items.length === 0 && <li className="text-[13px] text-muted-foreground">{t("triggers.testerNoContact")}</li>}
          {found.data.items.map((each) => (
            <li key={each.id}>
              <Button size="sm" onClick={() => onPick(each)}>
                {told(each, t)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function told(contact: ContactListed, t: ReturnType<typeof useT>): string {
  const [name, phone] = [nameOf(contact, t), phoneOf(contact)];
  return phone === "" || phone === name ? name : `${name}, ${phone}`;
}
