import { ContactFieldList } from "#components/settings/contact-field-list.tsx";
import { may } from "#server/auth/actor";
import { requirePageUser } from "#server/auth/session";
import { listContactFields } from "#server/services/contact-fields/contact-fields";
import { create, load, remove, update } from "./actions.ts";

export default async function ContactFieldsPage() {
  const { actor } = await requirePageUser();
  return (
    <ContactFieldList
      fields={await listContactFields(actor, {})}
      canEdit={may(actor, "contact_fields:write")}
      actions={{ create, update, remove, load }}
    />
  );
}
