import { type ContactChangeRow, changeContactsSql, mergedChange, noChange } from "../../contacts/change-contacts.ts";
import type { Change, ContactTurn, SavePart } from "../save-part.ts";

/** What flows have learned of their contacts, and what those said of consent. */
export const contactsPart: SavePart = { name: "known_contacts", rows: rowsOf, sql: changeContactsSql };

function rowsOf(changes: readonly Change[], turns: readonly ContactTurn[]): ContactChangeRow[] {
  const rows = new Map<number, ContactChangeRow>();
  for (const { contact, effects } of changes) {
    for (const { effect } of effects) {
      if (effect.type !== "update_contact") continue;
      rows.set(contact.id, mergedChange(rows.get(contact.id) ?? noChange(contact.id), effect.changes));
    }
  }
  for (const { contact, consent } of turns) {
    if (consent === undefined) continue;
    const row = rows.get(contact.id) ?? noChange(contact.id);
    rows.set(contact.id, { ...row, consent: consent.consent ?? row.consent, silenced: consent.isSilenced });
  }
  return [...rows.values()];
}
