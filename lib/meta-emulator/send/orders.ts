import { z } from "zod";
import { chars, webAddress } from "./fields.ts";

/** Brazilian orders: what is to be paid and how, and what became of it. */

const reference = z.string().regex(/^[A-Za-z0-9_.-]{1,60}$/, "must be 1 to 60 of A-Z, a-z, 0-9, _, . and -");
const amount = z.strictObject({ value: z.number().int().min(0), offset: z.literal(100) });
const described = z.strictObject({ value: z.number().int().min(0), offset: z.literal(100), description: chars(60).optional() });

const setting = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("pix_dynamic_code"),
    pix_dynamic_code: z.strictObject({
      code: chars(1_000),
      merchant_name: chars(60),
      key: chars(100),
      key_type: z.enum(["CPF", "CNPJ", "EMAIL", "PHONE", "EVP"]),
    }),
  }),
  z.strictObject({ type: z.literal("payment_link"), payment_link: z.strictObject({ uri: webAddress() }) }),
  z.strictObject({ type: z.literal("boleto"), boleto: z.strictObject({ digitable_line: chars(100) }) }),
]);

const parameters = z
  .strictObject({
    reference_id: reference,
    type: z.enum(["digital-goods", "physical-goods"]),
    payment_type: z.literal("br"),
    payment_settings: z.array(setting).min(1),
    currency: z.literal("BRL"),
    total_amount: amount,
    order: z.strictObject({
      status: z.literal("pending"),
      items: z
        .array(z.strictObject({ retailer_id: chars(200), name: chars(60), amount, quantity: z.number().int().min(1) }))
        .min(1, "must have at least 1 item"),
      subtotal: amount,
      tax: described,
      shipping: described.optional(),
      discount: described.optional(),
    }),
  })
  .refine(
    ({ total_amount: total, order: { subtotal, tax, shipping, discount } }) =>
      total.value === subtotal.value + tax.value + (shipping?.value ?? 0) - (discount?.value ?? 0),
    { error: "must have a total_amount of subtotal + tax + shipping - discount" },
  );

export const orderDetails = z.strictObject({ name: z.literal("review_and_pay"), parameters });

export const orderStatus = z.strictObject({
  name: z.literal("review_order"),
  parameters: z.strictObject({
    reference_id: reference,
    order: z.strictObject({
      status: z.enum(["pending", "processing", "partially-shipped", "shipped", "completed", "canceled"]),
      description: chars(120).optional(),
    }),
    payment: z.strictObject({ status: z.enum(["pending", "captured", "failed"]), timestamp: z.number().int().optional() }).optional(),
  }),
});
