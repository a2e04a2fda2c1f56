import { lookupVariants } from "#lib/whatsapp/phone.ts";
import { ApiError, invalidField, pointerOf } from "../platform/api-error.ts";
import { pool } from "../platform/db.ts";
import { env } from "../platform/env.ts";
import { readPhone } from "../platform/phone-number.ts";

interface ChannelOfNumber {
  id: number;
  /** Two letters; null: that of the installation, if it has one. */
  defaultCountry: string | null;
}

/** The country of numbers that people write without one, on this channel or anywhere; null where nobody chose. */
export const countryOf = (channel: Pick<ChannelOfNumber, "defaultCountry"> | null): string | null =>
  channel?.defaultCountry ?? env().WORKFLOW_DEFAULT_COUNTRY ?? null;

/**
 * The one reader of numbers that somebody wants to write to. A number without its country would be another one abroad, so it needs `+`
 * or `00`, a default country to which it belongs, or a contact that is known by just these digits. `path` is where it stands in the
 * body. @throws ApiError 422
 */
export async function readContactPhone(text: string, channel: ChannelOfNumber, path: readonly PropertyKey[]): Promise<string> {
  const country = countryOf(channel);
  const phone = readPhone(text, country);
  if (phone === null) throw invalidField(path, "must be a phone number with its country code, such as +55 11 91234-5678");
  if (phone.certain) return phone.waId;
  // SQL, because Prisma cannot order by what is asked for.
  const { rows } = await pool().query<{ wa_id: string }>(
    "SELECT wa_id FROM contacts WHERE channel_id = $1 AND wa_id = ANY($2) ORDER BY array_position($2, wa_id) LIMIT 1",
    [channel.id, lookupVariants(phone.digits)],
  );
  const [known] = rows;
  if (known !== undefined) return known.wa_id;
  const pointer = pointerOf(path);
  const message =
    country === null
      ? "has no country: write it with + and its country code, such as +55 11 91234-5678, or choose the channel's " +
        "default_country (PATCH /api/v1/channels/{id}) or WORKFLOW_DEFAULT_COUNTRY"
      : `is no phone number of ${country}, the default country: write it with + and its country code, such as +55 11 91234-5678`;
  throw new ApiError(422, `${pointer} ${message}.`, { code: "phone-without-country", errors: [{ pointer, message }] });
}
