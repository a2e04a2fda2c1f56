import { expect, test } from "vitest";
import { ANA, NUMBER, play, say, wamidOf } from "./play.fixture.ts";

/** What Meta knows of a message beyond its form: who got what before, and what was approved. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const who = { number: NUMBER, wa_id: ANA };

test("nobody reacts to a reaction, to what was deleted, or to what is older than 30 days: Meta tells of it later", () => {
  const meta = play();
  meta.act(say());
  const said = meta.heard().messages[0]?.wamid ?? "";
  const react = (id: string) => {
    const { status, ...answer } = meta.send({ type: "reaction", reaction: { message_id: id, emoji: "👍" } });
    expect(status).toBe(200);
    meta.wait(1_000);
    const last = meta.heard().statuses.findLast(({ wamid }) => wamid === wamidOf(answer));
    return last?.status === "failed" ? last.errors[0]?.code : last?.status;
  };
  expect(react(said)).toBe("sent");
  const own = wamidOf(meta.text());
  meta.act({ act: "react", ...who, message: own, emoji: "❤️" });
  const reaction = meta.heard().messages.at(-1)?.wamid ?? "";
  expect(react(reaction)).toBe(131009);
  expect(react("wamid.OTHER")).toBe(131009);
  meta.wait(30 * DAY - HOUR);
  meta.act(say());
  expect(react(said)).toBe("sent");
  meta.wait(HOUR);
  expect(react(said)).toBe(131009);
  const again = meta.heard().messages.findLast(({ type }) => type === "text")?.wamid ?? "";
  meta.act({ act: "delete", ...who, message: again });
  expect(react(again)).toBe(131009);
});

test("leave to call is asked for once a day and twice a week, and anew once a call has come about", () => {
  const meta = play();
  const ask = () => {
    meta.act(say());
    const action = { name: "call_permission_request" };
    return meta.send({ type: "interactive", interactive: { type: "call_permission_request", action } }).code;
  };
  expect([ask(), ask()]).toEqual([undefined, 138009]);
  meta.wait(DAY);
  expect([ask(), ask()]).toEqual([undefined, 138009]);
  meta.wait(DAY);
  expect(ask()).toBe(138009);
  meta.act({ act: "tell", ...who, kind: "call_missed" });
  expect(ask()).toBe(138009);
  meta.act({ act: "tell", ...who, kind: "call_ended" });
  meta.wait(1);
  expect([ask(), ask()]).toEqual([undefined, 138009]);
  meta.wait(7 * DAY);
  expect(ask()).toBeUndefined();
});

test("a call of the contact's opens the window, answered or not", () => {
  const meta = play();
  meta.act(say());
  meta.act({ act: "close_window", ...who });
  expect(meta.text().code).toBe(131047);
  meta.act({ act: "tell", ...who, kind: "call_missed" });
  expect(meta.text().status).toBe(200);
});

const text = (words: string, name?: string) => ({ type: "text", text: words, ...(name !== undefined && { parameter_name: name }) });
const body = (...parameters: object[]) => ({ type: "body", parameters });
const header = (...parameters: object[]) => ({ type: "header", parameters });
const button = (kind: string, index: number, parameter: object) => ({
  type: "button",
  sub_type: kind,
  index: String(index),
  parameters: [parameter],
});
const coupon = button("copy_code", 0, { type: "coupon_code", coupon_code: "BOLO10" });
const page = button("url", 1, text("bolos"));
const hello = header(text("Ana", "nome"));
const both = body(text("BOLO10", "cupom"), text("Ana", "nome"));
const code = button("url", 0, text("482913"));
const many = "a".repeat(1_024);

test.each<[what: string, name: string, components: object[], code: number | undefined]>([
  ["numbered", "rastreio", [body(text("Ana"), text("A-17"))], undefined],
  [
    "numbered, with an answer's payload",
    "rastreio",
    [body(text("a"), text("b")), button("quick_reply", 0, { type: "payload", payload: "p" })],
    undefined,
  ],
  ["named, where they are numbered", "rastreio", [body(text("Ana", "nome"), text("A-17", "pedido"))], 100],
  ["one too many", "rastreio", [body(text("a"), text("b"), text("c"))], 132000],
  ["longer than a body once filled in", "rastreio", [body(text("Ana"), text(many))], 132005],
  ["a header where there is none", "rastreio", [header(text("a")), body(text("a"), text("b"))], 132012],
  ["an address on an answer's button", "rastreio", [body(text("a"), text("b")), button("url", 0, text("x"))], 132012],
  [
    "a button that is not there",
    "rastreio",
    [body(text("a"), text("b")), button("quick_reply", 1, { type: "payload", payload: "p" })],
    132012,
  ],
  ["named, in any order", "boas_vindas", [hello, both, coupon, page], undefined],
  ["without a button's value", "boas_vindas", [hello, both, coupon], 131008],
  ["without the header's name", "boas_vindas", [header(text("Ana")), both, coupon, page], 100],
  ["without the header", "boas_vindas", [both, coupon, page], 132000],
  ["numbered, where they are named", "boas_vindas", [hello, body(text("Ana"), text("BOLO10")), coupon, page], 100],
  ["mixed", "boas_vindas", [hello, body(text("Ana", "nome"), text("BOLO10")), coupon, page], 100],
  ["with a name that was not approved", "boas_vindas", [hello, body(text("Ana", "nome"), text("B", "codigo")), coupon, page], 132000],
  ["a code, twice the same", "codigo", [body(text("482913")), code], undefined],
  ["two codes", "codigo", [body(text("482914")), code], 132018],
  ["a code in the text alone", "codigo", [body(text("482913"))], 131008],
])("a template's values: %s", (_, name, components, expected) => {
  expect(play().send({ type: "template", template: { name, language: { code: "pt_BR" }, components } }).code).toBe(expected);
});
