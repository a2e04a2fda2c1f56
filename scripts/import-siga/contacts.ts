import { readContactPhone } from "#server/contacts/typed-phone";
import { ApiError } from "#server/platform/api-error";
import type { Finding } from "./finding.ts";
import type { OldContact } from "./old-schema.ts";

interface ConvertedContacts {
  contacts: { waId: string; name: string }[];
  findings: Finding[];
}

/** Numbers as a person would have typed them on this channel; one contact a number. */
export async function convertContacts(
  rows: readonly OldContact[],
  channel: { id: number; defaultCountry: string | null },
): Promise<ConvertedContacts> {
  const contacts = new Map<string, { waId: string; name: string }>();
  const findings: Finding[] = [];
  for (const { id, phone, name } of rows) {
    const where = `contact ${id ?? ""} ${name}`.trim();
    try {
      const waId = await readContactPhone(phone, channel, ["phone"]);
      if (contacts.has(waId))
        findings.push({ kind: "differs", where, what: `has the number of another row (${phone}): both become one contact` });
      else contacts.set(waId, { waId, name: name.trim() });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      findings.push({ kind: "hand", where, what: `"${phone}": ${error.message}` });
    }
  }
  return { contacts: [...contacts.values()], findings };
}
