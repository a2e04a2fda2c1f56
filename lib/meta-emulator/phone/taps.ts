import type { Context } from "#lib/engine/types.ts";
import { listOf, objectOf } from "#lib/json/read-json.ts";
import type { Values } from "../inbound/fill.ts";
import type { ChatEntry, EmulatorState, Form } from "../types.ts";

/** One thing that can be tapped in a message of ours, and what Meta posts then: a kind of `MESSAGE_KINDS` with its values. */
interface EntryTap {
  id: string;
  title: string;
  description: string | null;
  kind: string;
  values: Values;
}

type Json = Readonly<Record<string, unknown>>;
const text = (value: unknown): string => (typeof value === "string" ? value : "");

export function tapsOfEntry(settings: EmulatorState["settings"], entry: ChatEntry): EntryTap[] {
  if (entry.from !== "business" || entry.deleted) return [];
  if (entry.body["type"] === "template") return templateTaps(settings, objectOf(entry.body["template"]));
  const interactive = objectOf(entry.body["interactive"]);
  const action = objectOf(interactive["action"]);
  return BY_TYPE[text(interactive["type"])]?.(action) ?? [];
}

const reply = (kind: string, given: Json): EntryTap => {
  const [id, title, description] = [text(given["id"]), text(given["title"]), text(given["description"])];
  return { id, title, description: description === "" ? null : description, kind, values: { id, title, description } };
};
const single = (id: string, title: string, kind: string) => (): EntryTap[] => [{ id, title, description: null, kind, values: {} }];

const BY_TYPE: Readonly<Record<string, (action: Json) => EntryTap[]>> = {
  button: ({ buttons }) => listOf(buttons).map((button) => reply("button_reply", objectOf(objectOf(button)["reply"]))),
  list: ({ sections }) =>
    listOf(sections).flatMap((section) => listOf(objectOf(section)["rows"]).map((row) => reply("list_reply", objectOf(row)))),
  carousel: ({ cards }) =>
    listOf(cards).flatMap((card) =>
      listOf(objectOf(objectOf(card)["action"])["buttons"]).map((button) =>
        reply("button_reply", objectOf(objectOf(button)["quick_reply"])),
      ),
    ),
  flow: (action) => [
    { id: "form", title: text(objectOf(action["parameters"])["flow_cta"]), description: null, kind: "form_reply", values: {} },
  ],
  location_request_message: single("location", "📍", "location"),
  request_contact_info: single("contact", "👤", "contact_shared"),
  call_permission_request: () => [
    { id: "accept", title: "✅ 📞", description: null, kind: "call_permission_given", values: {} },
    { id: "reject", title: "❌ 📞", description: null, kind: "call_permission_refused", values: {} },
  ],
  address_message: single("address", "🏠", "address_reply"),
  product: single("order", "🛒", "order"),
  product_list: single("order", "🛒", "order"),
  catalog_message: single("order", "🛒", "order"),
};

/** A template's quick replies: the label is the approved one, the payload what was sent for it. */
function templateTaps({ templates }: EmulatorState["settings"], sent: Json): EntryTap[] {
  const template = templates.find(({ name }) => name === sent["name"]);
  const buttons = listOf(template?.components.find((part) => part["type"] === "BUTTONS")?.["buttons"]).map(objectOf);
  return buttons.flatMap((button, index) => {
    if (button["type"] !== "QUICK_REPLY") return [];
    const given = listOf(sent["components"])
      .map(objectOf)
      .find((part) => text(part["type"]).toLowerCase() === "button" && String(part["index"]) === String(index));
    const title = text(button["text"]);
    const payload = text(objectOf(listOf(given?.["parameters"])[0])["payload"]) || title;
    return [{ id: `button ${index}`, title, description: null, kind: "button", values: { id: payload, title } }];
  });
}

/** The form that a message opens. */
export function formOfEntry(settings: EmulatorState["settings"], entry: ChatEntry): { form: Form; token: string } | null {
  const parameters = objectOf(objectOf(objectOf(entry.body["interactive"])["action"])["parameters"]);
  const form = settings.forms.find(({ id, name }) => id === parameters["flow_id"] || name === parameters["flow_name"]);
  return form === undefined ? null : { form, token: text(parameters["flow_token"]) || "unused" };
}

/** What a person fills in, in order, over all screens. */
export function fieldsOfForm(form: Form): { name: string; label: string; required: boolean; options: { id: string; title: string }[] }[] {
  return componentsIn(form.json).flatMap((part) => {
    const name = text(part["name"]);
    if (name === "" || part["type"] === "Form") return [];
    const options = listOf(part["data-source"]).map(objectOf);
    return [
      {
        name,
        label: text(part["label"]) || name,
        required: part["required"] === true,
        options: options.map((option) => ({ id: text(option["id"]), title: text(option["title"]) })),
      },
    ];
  });
}

function componentsIn(value: unknown): Context[] {
  if (Array.isArray(value)) return value.flatMap(componentsIn);
  if (typeof value !== "object" || value === null) return [];
  const own = "type" in value && "name" in value ? [value as Context] : [];
  return [...own, ...Object.values(value).flatMap(componentsIn)];
}
