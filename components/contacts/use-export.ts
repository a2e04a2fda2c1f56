"use client";
import { toast } from "sonner";
import { call } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { useMoments } from "#components/ui/use-moments.ts";
import { exportContactContract } from "#lib/api/contacts.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { exportName } from "./export-name.ts";
import { exportPage } from "./export-page.ts";

/** Saves a contact's export as a page to read, written here: in the reader's language and time zone. */
export function useExportPage(contact: { id: number; name: string | null }): () => Promise<void> {
  const t = useT();
  const locale = useLocale();
  const moments = useMoments();
  return async () => {
    if (moments === null) return;
    try {
      const exported = await call(exportContactContract, { params: { id: contact.id } });
      const address = URL.createObjectURL(new Blob([exportPage(exported, { t, locale, moments })], { type: "text/html" }));
      const link = document.createElement("a");
      link.href = address;
      link.download = exportName(contact, new Date(), "html");
      link.click();
      URL.revokeObjectURL(address);
    } catch (error) {
      toast.error(refusalText(error, t));
    }
  };
}
