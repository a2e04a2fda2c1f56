import { expect, test } from "vitest";
import { META_LIMITS } from "../limits.ts";
import { InvalidMessageError } from "../outgoing/define-outgoing.ts";
import { toGraphBody } from "./request.ts";

const MESSAGE = { type: "text", text: "Olá", data: { preview_url: true } };
const ANA = { waId: "5511999990001", userId: null };
const COMMON = {
  messaging_product: "whatsapp",
  recipient_type: "individual",
  type: "text",
  text: { body: "Olá", preview_url: true },
  biz_opaque_callback_data: "m1",
};

test.each([
  ["the phone number", { waId: "5511999990001", userId: null }, { to: "+5511999990001" }],
  ["the user id where there is no phone number", { waId: null, userId: "BR.ana1" }, { recipient: "BR.ana1" }],
  ["the phone number where there are both", { waId: "5511999990001", userId: "BR.ana1" }, { to: "+5511999990001" }],
])("a text is addressed to %s", (_name, to, address) => {
  expect(toGraphBody(MESSAGE, to, "m1")).toEqual({ ...COMMON, ...address });
});

test("a request that Meta could only refuse is the caller's fault", () => {
  expect(() => toGraphBody(MESSAGE, { waId: null, userId: null }, "m1")).toThrow(RangeError);
  expect(() => toGraphBody(MESSAGE, ANA, "x".repeat(513))).toThrow(RangeError);
});

test.each<[string, Parameters<typeof toGraphBody>[0], RegExp]>([
  ["of a type that is not in the registry", { ...MESSAGE, type: "hologram" }, /"hologram" are not known/],
  ["of a type named like a property of every object", { ...MESSAGE, type: "constructor" }, /"constructor" are not known/],
  ["whose data has the wrong kind of value", { ...MESSAGE, data: { preview_url: "yes" } }, /data\.preview_url: .*boolean/],
  ["whose data has a key that its type does not know", { ...MESSAGE, data: { preview: true } }, /preview/],
  ["without text", { ...MESSAGE, text: "" }, /text: has nothing to be seen/],
  ["of white space", { ...MESSAGE, text: " \n" }, /text: has nothing to be seen/],
  ["longer than Meta takes", { ...MESSAGE, text: "a".repeat(META_LIMITS.text.body + 1) }, /text: is longer/],
  ["longer than Meta takes, as Meta may count emoji", { ...MESSAGE, text: "👋".repeat(META_LIMITS.text.body / 2 + 1) }, /text: is longer/],
])("a message %s is no request at all, and says what is wrong", (_name, message, reason) => {
  expect(() => toGraphBody(message, ANA, "m1")).toThrow(InvalidMessageError);
  expect(() => toGraphBody(message, ANA, "m1")).toThrow(reason);
});

test("what the version before put into the outbox can be sent: a text with or without a word on its preview", () => {
  expect(toGraphBody({ ...MESSAGE, data: { preview_url: false } }, ANA, "m1").text).toEqual({ body: "Olá", preview_url: false });
  expect(toGraphBody({ ...MESSAGE, data: {} }, ANA, "m1").text).toEqual({ body: "Olá", preview_url: false });
});

test("an error names the fault and never the value, which is the contact's", () => {
  expect(() => toGraphBody({ ...MESSAGE, data: { preview_url: "my password" } }, ANA, "m1")).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining("my password") }),
  );
});
