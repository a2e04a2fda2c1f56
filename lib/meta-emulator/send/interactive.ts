import { z } from "zod";
import { carouselCards } from "./carousel.ts";
import { chars, charsOrNone, mediaReference, productSections, unique, webAddress, words } from "./fields.ts";
import { orderDetails, orderStatus } from "./orders.ts";

/** `type: "interactive"`, by its own type. */

const textHeader = z.strictObject({ type: z.literal("text"), text: chars(60) });
const media = mediaReference({});
const imageHeader = z.strictObject({ type: z.literal("image"), image: media });
const anyHeader = z.discriminatedUnion("type", [
  textHeader,
  imageHeader,
  z.strictObject({ type: z.literal("video"), video: media }),
  z.strictObject({ type: z.literal("document"), document: mediaReference({ filename: chars(240).optional() }) }),
]);

const body = words(1_024);
const footer = words(60).optional();

const replyButton = z.strictObject({ type: z.literal("reply"), reply: z.strictObject({ id: chars(256), title: chars(20) }) });
const button = z.strictObject({
  type: z.literal("button"),
  header: anyHeader.optional(),
  body,
  footer,
  action: z.strictObject({
    buttons: z
      .array(replyButton)
      .min(1, "must have 1 to 3 buttons")
      .max(3, "must have 1 to 3 buttons")
      .refine((buttons) => unique(buttons, ({ reply }) => reply.id), { error: "has two buttons with one id" })
      .refine((buttons) => unique(buttons, ({ reply }) => reply.title), { error: "has two buttons with one title" }),
  }),
});

const row = z.strictObject({ id: chars(200), title: chars(24), description: chars(72).optional() });
const listSection = z.strictObject({ title: chars(24).optional(), rows: z.array(row).min(1, "must have at least 1 row") });
const list = z.strictObject({
  type: z.literal("list"),
  header: textHeader.optional(),
  body: words(4_096),
  footer,
  action: z.strictObject({
    button: chars(20),
    sections: z
      .array(listSection)
      .min(1, "must have 1 to 10 sections")
      .max(10, "must have 1 to 10 sections")
      .refine((sections) => sections.length === 1 || sections.every(({ title }) => title !== undefined), {
        error: "must have a title in each section when there are several",
      })
      .refine((sections) => rowsOf(sections).length <= 10, { error: "must have at most 10 rows in all" })
      .refine((sections) => unique(rowsOf(sections), ({ id }) => id), { error: "has two rows with one id" }),
  }),
});
function rowsOf(sections: z.infer<typeof listSection>[]): z.infer<typeof row>[] {
  return sections.flatMap(({ rows }) => rows);
}

const ctaUrl = z.strictObject({
  type: z.literal("cta_url"),
  header: anyHeader.optional(),
  body,
  footer,
  action: z.strictObject({
    name: z.literal("cta_url"),
    parameters: z.strictObject({ display_text: chars(20), url: webAddress() }),
  }),
});

const locationRequest = z.strictObject({
  type: z.literal("location_request_message"),
  body,
  action: z.strictObject({ name: z.literal("send_location") }),
});

const formParameters = z
  .strictObject({
    flow_message_version: z.union([z.literal("3"), z.literal(3)]),
    flow_id: chars(64).optional(),
    flow_name: chars(200).optional(),
    flow_cta: chars(30).refine((text) => !/\p{Extended_Pictographic}/u.test(text), { error: "must have no emoji" }),
    flow_token: chars(1_000).optional(),
    mode: z.enum(["published", "draft"]).optional(),
    flow_action: z.enum(["navigate", "data_exchange"]).optional(),
    flow_action_payload: z
      .strictObject({
        screen: chars(200),
        data: z
          .record(z.string(), z.json())
          .refine((data) => Object.keys(data).length > 0, { error: "must not be empty" })
          .optional(),
      })
      .optional(),
  })
  .refine(({ flow_id: id, flow_name: name }) => (id === undefined) !== (name === undefined), {
    error: "must have exactly one of flow_id and flow_name",
  })
  .refine(({ flow_action: action, flow_action_payload: payload }) => action !== "data_exchange" || payload === undefined, {
    error: "must have no flow_action_payload with data_exchange",
  });
const form = z.strictObject({
  type: z.literal("flow"),
  header: anyHeader.optional(),
  body,
  footer,
  action: z.strictObject({ name: z.literal("flow"), parameters: formParameters }),
});

const product = z.strictObject({
  type: z.literal("product"),
  body: body.optional(),
  footer,
  action: z.strictObject({ catalog_id: chars(64), product_retailer_id: chars(200) }),
});
const productList = z.strictObject({
  type: z.literal("product_list"),
  header: textHeader,
  body,
  footer,
  action: z.strictObject({ catalog_id: chars(64), sections: productSections }),
});
const catalogMessage = z.strictObject({
  type: z.literal("catalog_message"),
  body,
  footer,
  action: z.strictObject({
    name: z.literal("catalog_message"),
    parameters: z.strictObject({ thumbnail_product_retailer_id: chars(200).optional() }).optional(),
  }),
});

const carousel = z.strictObject({ type: z.literal("carousel"), body, action: z.strictObject({ cards: carouselCards }) });

const voiceCall = z.strictObject({
  type: z.literal("voice_call"),
  body,
  footer,
  action: z.strictObject({
    name: z.literal("voice_call"),
    parameters: z
      .strictObject({
        display_text: chars(20).optional(),
        ttl_minutes: z.number().int().min(1, "must be 1 to 43200").max(43_200, "must be 1 to 43200").optional(),
        payload: charsOrNone(512).optional(),
      })
      .optional(),
  }),
});
const callPermission = z.strictObject({
  type: z.literal("call_permission_request"),
  body: body.optional(),
  action: z.strictObject({ name: z.literal("call_permission_request") }),
});
const contactRequest = z.strictObject({
  type: z.literal("request_contact_info"),
  body,
  footer,
  action: z.strictObject({ name: z.literal("request_contact_info") }),
});

/** Of India alone, the one country that has it. */
const address = z.strictObject({
  name: chars(200).optional(),
  phone_number: chars(64).optional(),
  in_pin_code: z
    .string()
    .regex(/^\d{6}$/, "must be 6 digits")
    .optional(),
  house_number: chars(200).optional(),
  floor_number: chars(200).optional(),
  tower_number: chars(200).optional(),
  building_name: chars(200).optional(),
  address: chars(1_000).optional(),
  landmark_area: chars(200).optional(),
  city: chars(200).optional(),
  state: chars(200).optional(),
});
const complaints = z.partialRecord(address.keyof(), chars(200));
const addressMessage = z.strictObject({
  type: z.literal("address_message"),
  header: anyHeader.optional(),
  body,
  footer,
  action: z.strictObject({
    name: z.literal("address_message"),
    parameters: z.strictObject({
      country: z.literal("IN"),
      values: address.optional(),
      saved_addresses: z.array(z.strictObject({ id: chars(256), value: address })).optional(),
      validation_errors: complaints.optional(),
    }),
  }),
});

const orders = [
  z.strictObject({ type: z.literal("order_details"), header: imageHeader.optional(), body, footer, action: orderDetails }),
  z.strictObject({ type: z.literal("order_status"), header: anyHeader.optional(), body, footer, action: orderStatus }),
] as const;

export const interactive = z.discriminatedUnion("type", [
  button,
  list,
  ctaUrl,
  locationRequest,
  form,
  product,
  productList,
  catalogMessage,
  carousel,
  voiceCall,
  callPermission,
  contactRequest,
  addressMessage,
  ...orders,
]);
