import { listOf, objectOf, textOf } from "#lib/json/read-json.ts";
import { findByWaId } from "./contacts.ts";
import { type Draft, numberOf, ok, putContact, refuse } from "./draft.ts";
import { deleteMedia, mediaOf, readMedia, upload, type Upload } from "./media.ts";
import { handleSendTo } from "./send.ts";
import type { Answer, BusinessNumber } from "../types.ts";

/** A call of the Graph API, after its token was checked. */
export interface GraphRequest {
  method: string;
  /** The path behind the version, in pieces. */
  path: readonly string[];
  query: Readonly<Record<string, string>>;
  /** Of a JSON body; undefined where there is none. */
  json?: unknown;
  /** Of a multipart body. */
  upload?: Upload;
  /** Our own address, with the version, for links. */
  base: string;
}

type Handler = (draft: Draft, request: GraphRequest) => Answer;

/** By method and by the path's second piece; `""` where there is none. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  "POST messages": (draft, { path, json }) => handleSendTo(draft, path[0] ?? "", json),
  "POST marketing_messages": (draft, { path, json }) => handleSendTo(draft, path[0] ?? "", withoutPolicy(json)),
  "POST media": (draft, { path, upload: form }) => upload(draft, path[0] ?? "", form ?? { product: null, type: null, blob: null }),
  "GET ": readNode,
  "DELETE ": (draft, request) => withMedia(draft, request, (media) => deleteMedia(draft, media)),
  "GET phone_numbers": (draft, { path, query }) => {
    const numbers = Object.values(draft.state.numbers).filter(({ wabaId }) => wabaId === path[0]);
    return ok({ data: numbers.map((number) => pick(numberFields(number), query["fields"])), paging: cursors });
  },
  "GET whatsapp_business_profile": (_, { query }) =>
    ok({ data: [pick({ messaging_product: "whatsapp", about: "Siga", vertical: "OTHER" }, query["fields"])] }),
  "POST whatsapp_business_profile": () => ok({ success: true }),
  "POST subscribed_apps": () => ok({ success: true }),
  "GET subscribed_apps": () => ok({ data: [] }),
  "POST register": () => ok({ success: true }),
  "GET message_templates": (draft, { query }) => {
    const { name, status } = query;
    const found = draft.state.settings.templates.filter(
      (each) => (name ?? each.name) === each.name && (status ?? each.status) === each.status,
    );
    return ok({
      data: found.map((each, index) => ({ id: String(594_001 + index), parameter_format: "POSITIONAL", ...each })),
      paging: cursors,
    });
  },
  "GET flows": (draft, { path, query }) => {
    const isAccount = Object.values(draft.state.numbers).some(({ wabaId }) => wabaId === path[0]);
    if (!isAccount) return unknownObject(draft, path[0] ?? "");
    const forms = draft.state.settings.forms.map(({ id, name, status, categories }) => ({
      id,
      name,
      status,
      categories,
      validation_errors: [],
    }));
    return ok({ data: forms.map((form) => pick(form, query["fields"])), paging: cursors });
  },
  "GET assets": (draft, { path, base }) =>
    ok({ data: [{ name: "flow.json", asset_type: "FLOW_JSON", download_url: `${base}/${path[0] ?? ""}/flow.json` }], paging: cursors }),
  "GET flow.json": (draft, { path }) => {
    const form = draft.state.settings.forms.find(({ id }) => id === path[0]);
    return form === undefined ? unknownObject(draft, path[0] ?? "") : ok(form.json);
  },
  "POST block_users": (draft, request) => block(draft, request, true),
  "DELETE block_users": (draft, request) => block(draft, request, false),
  "GET block_users": (draft, { path }) => {
    const number = numberOf(draft, path[0] ?? "");
    const blocked = Object.values(number?.contacts ?? {}).filter((contact) => contact.blocked);
    return ok({ data: blocked.map(({ waId }) => ({ messaging_product: "whatsapp", wa_id: waId })), paging: cursors });
  },
};

const cursors = { cursors: { before: "QVFIU", after: "QVFIU" } };

export function handleRequest(draft: Draft, request: GraphRequest): Answer {
  const [, edge = "", ...more] = request.path;
  const handler = more.length === 0 ? HANDLERS[`${request.method} ${edge}`] : undefined;
  if (handler !== undefined && request.path.length > 0) return handler(draft, request);
  return refuse(draft, { code: 2500, details: `Unknown path components: /${request.path.slice(1).join("/")}` });
}

/** Marketing Messages take the same body with two words more. */
function withoutPolicy(json: unknown): unknown {
  const { product_policy: _policy, message_activity_sharing: _sharing, ...body } = objectOf(json);
  return body;
}

const unknownObject = (draft: Draft, id: string): Answer =>
  refuse(draft, {
    code: 100,
    subcode: 33,
    details: `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
  });

/** A media, a form or one of our numbers: Graph has one name space of ids. */
function readNode(draft: Draft, request: GraphRequest): Answer {
  const [id = ""] = request.path;
  if (Object.hasOwn(draft.state.media, id)) return withMedia(draft, request, (media) => readMedia(draft, media, request.base));
  const form = draft.state.settings.forms.find((each) => each.id === id);
  if (form !== undefined)
    return ok(
      pick(
        { id, name: form.name, status: form.status, categories: form.categories, json_version: "7.3", validation_errors: [] },
        request.query["fields"],
      ),
    );
  // Digits that are no number of ours would be a media that is gone.
  const isNumber = Object.hasOwn(draft.state.numbers, id) || !/^\d{16,}$/.test(id);
  const number = isNumber ? numberOf(draft, id) : null;
  return number === null ? unknownObject(draft, id) : ok(pick(numberFields(number), request.query["fields"]));
}

function withMedia(draft: Draft, { path, query }: GraphRequest, use: (media: NonNullable<ReturnType<typeof mediaOf>>) => Answer): Answer {
  const media = mediaOf(draft, path[0] ?? "", query["phone_number_id"] ?? null);
  return media === null ? unknownObject(draft, path[0] ?? "") : use(media);
}

const numberFields = ({ id, wabaId, displayPhoneNumber, verifiedName, faults }: BusinessNumber): Record<string, unknown> => ({
  id,
  display_phone_number: `+${displayPhoneNumber}`,
  verified_name: verifiedName,
  name_status: "APPROVED",
  status: "CONNECTED",
  quality_rating: "GREEN",
  code_verification_status: "VERIFIED",
  platform_type: "CLOUD_API",
  throughput: { level: faults.throughput >= 1_000 || faults.throughput === 0 ? "HIGH" : "STANDARD" },
  messaging_limit_tier: "TIER_2K",
  account_mode: "LIVE",
  is_official_business_account: false,
  is_on_biz_app: false,
  health_status: {
    can_send_message: "AVAILABLE",
    entities: [
      { entity_type: "PHONE_NUMBER", id, can_send_message: "AVAILABLE" },
      { entity_type: "WABA", id: wabaId, can_send_message: "AVAILABLE" },
    ],
  },
});

/** Only what was asked for, and always the id. */
function pick(all: Record<string, unknown>, fields: string | undefined): Record<string, unknown> {
  if (fields === undefined) return all;
  const wanted = new Set(["id", ...fields.split(",").map((field) => field.trim())]);
  return Object.fromEntries(Object.entries(all).filter(([key]) => wanted.has(key)));
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Only somebody who wrote within a day can be blocked. */
function block(draft: Draft, { path, json }: GraphRequest, on: boolean): Answer {
  const number = numberOf(draft, path[0] ?? "");
  if (number === null) return unknownObject(draft, path[0] ?? "");
  const users = listOf(objectOf(json)["block_users"]).map((user) => textOf(objectOf(user)["user"], 64) ?? "");
  if (users.length === 0) return refuse(draft, { code: 100, details: "The parameter block_users is required." });
  const results = users.map((input) => {
    const contact = findByWaId(number, input.replaceAll(/\D/g, ""));
    if (contact === null || (on && draft.now - (contact.lastInboundAt ?? 0) > DAY_MS)) return { input, failed: true, wa_id: null };
    putContact(draft, number.id, { ...contact, blocked: on });
    return { input, failed: false, wa_id: contact.waId };
  });
  const good = results.filter(({ failed }) => !failed).map(({ input, wa_id }) => ({ input, wa_id }));
  const failed = results
    .filter((each) => each.failed)
    .map(({ input }) => ({ input, errors: [{ code: 139_102, message: "The user has not written in the last 24 hours" }] }));
  const body = {
    messaging_product: "whatsapp",
    block_users: { [on ? "added_users" : "removed_users"]: good, ...(failed.length === 0 ? {} : { failed_users: failed }) },
  };
  if (failed.length === 0) return ok(body);
  return { kind: "json", status: 400, body: { ...body, ...errorPart(draft) }, delayMs: 0 };
}

function errorPart(draft: Draft): object {
  const answer = refuse(draft, { code: 139_100, details: "Failed to block some users." });
  return answer.kind === "json" ? answer.body : {};
}
