import { z } from "zod";
import { chars, charsOrNone, coordinate, mediaReference, productSections } from "./fields.ts";

/** The form of `type: "template"`. Whether the template is there and takes these values: `../rules/templates.ts`. */

/** Variables end in the text of a line, so what breaks lines is refused, with its own code; so is one with nothing in it. */
const value = (most: number) =>
  z
    .string()
    .refine((text) => text.trim() !== "" && !/[\n\r\t]| {5,}/.test(text), {
      error: "must not be empty, and have no new line, tab, or more than 4 spaces in a row",
      params: { graph: 132018 },
    })
    .refine((text) => text.length <= most, { error: `must be at most ${most} characters long` });
const named = {
  parameter_name: z
    .string()
    .regex(/^[a-z_0-9]{1,20}$/, "must be 1 to 20 of a-z, 0-9 and _")
    .optional(),
};

/** All of a component's variables have a name, each its own, or none has. */
const eitherNamed = <Parameter extends z.ZodType>(parameters: z.ZodArray<Parameter>) =>
  parameters.refine(
    (all) => {
      const names = all.map((each) => (each as { parameter_name?: string }).parameter_name);
      return names.every((one) => one === undefined) || (!names.includes(undefined) && new Set(names).size === names.length);
    },
    { error: "must be either all named, each by its own name, or all positional", params: { graph: 100 } },
  );

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

/** Meta reads these names in either case. */
const lower = (input: unknown): unknown => (typeof input === "string" ? input.toLowerCase() : input);
const name = <Value extends string>(literal: Value) => z.preprocess(lower, z.literal(literal));
/** Counted over all buttons of the template. */
const index = z.union([z.number().int().min(0).max(9), z.string().regex(/^[0-9]$/, "must be 0 to 9")]);

const header = z.strictObject({ type: name("header"), parameters: z.array(headerParameter).length(1, "must have exactly 1 parameter") });
const body = z.strictObject({ type: name("body"), parameters: eitherNamed(z.array(bodyParameter).min(1, "must have a parameter")) });

/** A kind of button with what it takes: one parameter, which some may go without. */
const buttonOf = <Kind extends string, Parameters extends z.ZodType>(kind: Kind, parameters: Parameters) =>
  z.strictObject({ type: name("button"), sub_type: name(kind), index, parameters });
const exactlyOne = <Parameter extends z.ZodType>(parameter: Parameter) => z.array(parameter).length(1, "must have exactly 1 parameter");
const action = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject({ type: z.literal("action"), action: z.strictObject(shape) });
const thumbnail = { thumbnail_product_retailer_id: chars(200).optional() };

const button = z.union([
  buttonOf("quick_reply", exactlyOne(z.strictObject({ type: z.literal("payload"), payload: chars(256) }))),
  buttonOf("url", exactlyOne(z.strictObject({ type: z.literal("text"), text: value(2_000) }))),
  buttonOf(
    "copy_code",
    exactlyOne(
      z.strictObject({
        type: z.literal("coupon_code"),
        coupon_code: z.string().regex(/^[A-Za-z0-9]{1,20}$/, "must be 1 to 20 letters or digits"),
      }),
    ),
  ),
  buttonOf("flow", exactlyOne(action({ flow_token: chars(1_000).optional(), flow_action_data: json.optional() })).optional()),
  buttonOf("catalog", exactlyOne(action(thumbnail)).optional()),
  buttonOf("mpm", exactlyOne(action({ ...thumbnail, sections: productSections }))),
  // The only one without an index: a template has one.
  z.strictObject({
    type: name("button"),
    sub_type: name("voice_call"),
    parameters: z
      .array(
        z.discriminatedUnion("type", [
          z.strictObject({ type: z.literal("ttl_minutes"), ttl_minutes: z.number().int().min(1).max(43_200) }),
          z.strictObject({ type: z.literal("payload"), payload: charsOrNone(512) }),
        ]),
      )
      .max(2)
      .optional(),
  }),
]);
const offer = z.strictObject({
  type: name("limited_time_offer"),
  parameters: exactlyOne(
    z.strictObject({
      type: z.literal("limited_time_offer"),
      limited_time_offer: z.strictObject({ expiration_time_ms: z.number().int() }),
    }),
  ),
});
const part = z.union([header, body, button]);
const carousel = z.strictObject({
  type: name("carousel"),
  cards: z
    .array(z.strictObject({ card_index: z.number().int(), components: z.array(part).min(1) }))
    .min(2, "must have 2 to 10 cards")
    .max(10, "must have 2 to 10 cards")
    .refine((cards) => cards.every(({ card_index: at }, place) => at === place), { error: "must count card_index from 0 on" }),
});
const tapTarget = z.strictObject({
  type: name("tap_target_configuration"),
  parameters: exactlyOne(
    z.strictObject({
      type: z.literal("tap_target_configuration"),
      tap_target_configuration: z.array(z.strictObject({ url: chars(2_000), title: chars(1_000) })).length(1),
    }),
  ),
});

const components = z
  .array(z.union([header, body, button, offer, carousel, tapTarget]))
  .refine(
    (all) => all.filter(({ type }) => type !== "button").every((one, at, rest) => rest.findIndex(({ type }) => type === one.type) === at),
    {
      error: "must have each component once",
    },
  )
  .refine((all) => unlike(all.flatMap((one) => ("index" in one ? [Number(one.index)] : []))), { error: "has two buttons of one index" })
  .refine((all) => all.length === 1 || all.every((one) => one.type !== "body" || one.parameters.every(isShort)), {
    error: "must have at most 1024 characters in a body's variable beside other components",
  })
  .refine((all) => all.every(({ type }) => type !== "limited_time_offer") || all.every(hasShortCode), {
    error: "must have at most 15 characters in the code of a limited time offer",
  });
function unlike(all: readonly number[]): boolean {
  return new Set(all).size === all.length;
}
function isShort(parameter: z.infer<typeof bodyParameter>): boolean {
  return parameter.type !== "text" || parameter.text.length <= 1_024;
}
function hasShortCode(one: object): boolean {
  return !("sub_type" in one) || one.sub_type !== "copy_code" || !/"coupon_code":"\w{16,}"/.test(JSON.stringify(one));
}

export const template = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, "must be 1 to 512 of a-z, 0-9 and _"),
  language: z.strictObject({
    code: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, "must be a code such as pt_BR"),
    policy: z.literal("deterministic").optional(),
  }),
  components: components.optional(),
});

export type TemplateSend = z.infer<typeof template>;
