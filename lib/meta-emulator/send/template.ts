import { z } from "zod";
import { chars, charsOrNone, coordinate, mediaReference } from "./fields.ts";

/** The form of `type: "template"`. Whether the template is there and takes these values: `state/templates.ts`. */

/** Variables end in the text of a line, so what breaks lines is refused, with its own code. */
const value = (most: number) =>
  chars(most).refine((text) => !/[\n\r\t]| {5,}/.test(text), {
    error: "must have no new line, tab, or more than 4 spaces in a row",
    params: { graph: 132018 },
  });
const named = {
  parameter_name: z
    .string()
    .regex(/^[a-z_0-9]{1,20}$/, "must be 1 to 20 of a-z, 0-9 and _")
    .optional(),
};

const text = (most: number) => z.strictObject({ type: z.literal("text"), text: value(most), ...named });
const media = mediaReference({});
const headerParameter = z.discriminatedUnion("type", [
  text(60),
  z.strictObject({ type: z.literal("image"), image: media }),
  z.strictObject({ type: z.literal("video"), video: media }),
  z.strictObject({ type: z.literal("document"), document: mediaReference({ filename: chars(240).optional() }) }),
  z.strictObject({
    type: z.literal("location"),
    location: z.strictObject({ latitude: coordinate(90), longitude: coordinate(180), name: chars(1_000), address: chars(1_000) }),
  }),
  z.strictObject({
    type: z.literal("product"),
    product: z.strictObject({ product_retailer_id: chars(200), catalog_id: chars(64) }),
  }),
]);
const bodyParameter = z.discriminatedUnion("type", [
  text(32_768),
  z.strictObject({
    type: z.literal("currency"),
    currency: z.strictObject({ fallback_value: value(1_024), code: z.string().regex(/^[A-Z]{3}$/), amount_1000: z.number().int() }),
    ...named,
  }),
  z.strictObject({ type: z.literal("date_time"), date_time: z.strictObject({ fallback_value: value(1_024) }), ...named }),
  z.strictObject({ type: z.literal("group_id"), group_id: chars(200) }),
]);
const json = z.record(z.string(), z.json());
const buttonParameter = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("payload"), payload: charsOrNone(512) }),
  z.strictObject({ type: z.literal("text"), text: value(2_000) }),
  z.strictObject({
    type: z.literal("coupon_code"),
    coupon_code: z.string().regex(/^[A-Za-z0-9]{1,20}$/, "must be 1 to 20 letters or digits"),
  }),
  z.strictObject({
    type: z.literal("action"),
    action: z.strictObject({
      flow_token: chars(1_000).optional(),
      flow_action_data: json.optional(),
      thumbnail_product_retailer_id: chars(200).optional(),
      sections: z.array(json).max(10).optional(),
    }),
  }),
  z.strictObject({ type: z.literal("ttl_minutes"), ttl_minutes: z.number().int().min(1).max(43_200) }),
]);

/** Meta reads these names in either case. */
const lower = (input: unknown): unknown => (typeof input === "string" ? input.toLowerCase() : input);
const name = <Value extends string>(literal: Value) => z.preprocess(lower, z.literal(literal));
const index = z.union([z.number().int().min(0).max(9), z.string().regex(/^[0-9]$/, "must be 0 to 9")]);

const header = z.strictObject({ type: name("header"), parameters: z.array(headerParameter).length(1, "must have exactly 1 parameter") });
const body = z.strictObject({ type: name("body"), parameters: z.array(bodyParameter).min(1) });
const button = z.strictObject({
  type: name("button"),
  sub_type: z.preprocess(lower, z.enum(["quick_reply", "url", "copy_code", "flow", "catalog", "mpm", "voice_call"])),
  index: index.optional(),
  parameters: z.array(buttonParameter).optional(),
});
const offer = z.strictObject({
  type: name("limited_time_offer"),
  parameters: z
    .array(
      z.strictObject({
        type: z.literal("limited_time_offer"),
        limited_time_offer: z.strictObject({ expiration_time_ms: z.number().int() }),
      }),
    )
    .length(1),
});
const part = z.union([header, body, button]);
const carousel = z.strictObject({
  type: name("carousel"),
  cards: z
    .array(z.strictObject({ card_index: z.number().int().min(0).max(9), components: z.array(part).min(1) }))
    .min(2, "must have 2 to 10 cards")
    .max(10, "must have 2 to 10 cards"),
});
const tapTarget = z.strictObject({ type: name("tap_target_configuration"), parameters: z.array(json).min(1) });

export const template = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, "must be 1 to 512 of a-z, 0-9 and _"),
  language: z.strictObject({
    code: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, "must be a code such as pt_BR"),
    policy: z.literal("deterministic").optional(),
  }),
  components: z.array(z.union([header, body, button, offer, carousel, tapTarget])).optional(),
});

export type TemplateSend = z.infer<typeof template>;
