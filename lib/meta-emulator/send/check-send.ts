import { z } from "zod";
import type { Refusal } from "../graph-error.ts";
import { chars, charsOrNone } from "./fields.ts";
import { interactive } from "./interactive.ts";
import { PLAIN_PAYLOADS } from "./plain-types.ts";
import { refusalOf } from "./refusal.ts";
import { template } from "./template.ts";

/** `POST /{phone_number_id}/messages`, read as strictly as Meta reads it. */

const PAYLOADS = { ...PLAIN_PAYLOADS, interactive, template } as const;
type SendType = keyof typeof PAYLOADS;
const TYPES = Object.keys(PAYLOADS) as SendType[];
const isType = (type: unknown): type is SendType => typeof type === "string" && Object.hasOwn(PAYLOADS, type);

const whatsapp = z.literal("whatsapp", { error: 'must be "whatsapp"' });

const envelope = {
  messaging_product: whatsapp,
  recipient_type: z.enum(["individual", "group"]).optional(),
  to: chars(64).optional(),
  recipient: z
    .string()
    .regex(/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/, "is not a business-scoped user id")
    .optional(),
  context: z.strictObject({ message_id: chars(512) }).optional(),
  biz_opaque_callback_data: charsOrNone(512).optional(),
  recipient_identity_key_hash: chars(200).optional(),
  messaging_account_id: chars(64).optional(),
};

/** Direct Send: free-form content outside the window, by a category. */
const direct = {
  category: z.enum(["utility", "authentication", "service"]).optional(),
  ttl_seconds: z.number().int().min(30).max(43_200).optional(),
  direct_send_config: z.strictObject({ template_name: z.string().regex(/^[a-z0-9_]{1,512}$/) }).optional(),
};

const payload = z.record(z.string(), z.unknown());

/** What the rules go on with. */
export interface CheckedSend {
  kind: "message";
  type: SendType;
  /** As it came; null where a user id is given. */
  to: string | null;
  /** Business-scoped user id; null where there is a number, which goes before it. */
  recipient: string | null;
  group: boolean;
  payload: Readonly<Record<string, unknown>>;
  quotes: string | null;
  opaque: string | null;
  category: string | null;
}

export interface CheckedReceipt {
  kind: "receipt";
  messageId: string;
  typing: boolean;
}

const receipt = z.strictObject({
  messaging_product: whatsapp,
  status: z.literal("read"),
  message_id: chars(512),
  typing_indicator: z.strictObject({ type: z.literal("text") }).optional(),
});

/** The body as it can be gone on with, or why Meta does not take it. Looks at nothing but the body. */
export function checkSend(body: unknown): CheckedSend | CheckedReceipt | Refusal {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return { code: 100, details: "The request must be a JSON object." };
  return "status" in body ? checkReceipt(body) : checkMessage(body);
}

export const isRefusal = (value: object): value is Refusal => "code" in value;

function checkReceipt(body: object): CheckedReceipt | Refusal {
  const { success, data, error } = receipt.safeParse(body);
  if (!success) return refusalOf(error, body);
  return { kind: "receipt", messageId: data.message_id, typing: data.typing_indicator !== undefined };
}

function checkMessage(body: object): CheckedSend | Refusal {
  const type: unknown = "type" in body ? body.type : "text";
  if (!("messaging_product" in body)) return { code: 100, details: "The parameter messaging_product is required." };
  if (!isType(type))
    return { code: 100, details: `Param type must be one of {${TYPES.join(", ").toUpperCase()}} - got "${String(type).slice(0, 64)}".` };
  const schema = z.strictObject({ ...envelope, ...direct, type: z.literal(type).optional(), [type]: PAYLOADS[type] });
  const { success, data, error } = schema.safeParse(body);
  if (!success) return refusalOf(error, body);
  const { to, recipient, recipient_type: recipientType, context, biz_opaque_callback_data: opaque, category } = data;
  if (to === undefined && recipient === undefined) return { code: 100, details: "The parameter to is required." };
  const group = recipientType === "group";
  const wrong = group ? wrongForGroup(type, to) : wrongForPerson(type, to);
  if (wrong !== null) return wrong;
  const misused = wrongDirect(data, to);
  if (misused !== null) return misused;
  if (type === "reaction" && context !== undefined) return { code: 131009, details: "Param context is not allowed with a reaction." };
  return {
    kind: "message",
    type,
    to: to ?? null,
    recipient: to === undefined ? (recipient ?? null) : null,
    group,
    payload: payload.parse(wrap(Reflect.get(body, type))),
    quotes: context?.message_id ?? null,
    opaque: opaque ?? null,
    category: category ?? null,
  };
}

/** What Direct Send asks for besides: a name of a template for utility alone, a time to live by category, a number to prove. */
function wrongDirect(
  { category, ttl_seconds: ttl, direct_send_config: config }: z.infer<z.ZodObject<typeof direct>>,
  to: string | undefined,
): Refusal | null {
  if (config !== undefined && category !== "utility")
    return { code: 100, details: "Param direct_send_config is for the category utility only." };
  if (ttl !== undefined && category !== "utility" && category !== "authentication")
    return { code: 100, details: "Param ttl_seconds is for the categories utility and authentication only." };
  if (ttl !== undefined && category === "authentication" && ttl > 900)
    return { code: 131009, details: "Param ttl_seconds must be 30 to 900." };
  return category === "authentication" && to === undefined
    ? { code: 131062, details: "An authentication message needs a phone number." }
    : null;
}

/** Contacts are a list; everything else is an object. */
const wrap = (value: unknown): unknown => (Array.isArray(value) ? { items: value } : value);

function wrongForPerson(type: SendType, to: string | undefined): Refusal | null {
  if (type === "pin") return { code: 100, details: "Param type: pin is for groups only." };
  if (to === undefined) return null;
  if (!/^[+\d\s()-]+$/.test(to)) return { code: 131009, details: "Param to must be a phone number: digits, +, -, ( ) and spaces." };
  const digits = to.replaceAll(/\D/g, "").length;
  return digits >= 5 && digits <= 20 ? null : { code: 131009, details: "Param to is not a valid phone number." };
}

const IN_GROUPS: readonly SendType[] = ["text", "image", "video", "audio", "document", "sticker", "template", "pin"];
function wrongForGroup(type: SendType, to: string | undefined): Refusal | null {
  if (to === undefined) return { code: 100, details: "The parameter to is required: the group's id." };
  return IN_GROUPS.includes(type) ? null : { code: 131009, details: `Param type: ${type} can not be sent to a group.` };
}
