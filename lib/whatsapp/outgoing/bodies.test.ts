import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkSend } from "#lib/meta-emulator/send/check-send.ts";
import type { Json, OutgoingMessage } from "../../engine/types.ts";
import { toGraphBody } from "../graph/request.ts";
import { InvalidMessageError, type Tap } from "./define-outgoing.ts";
import { tapsOf, toPlainText } from "./registry.ts";

/** A message, and what stands under its type's name in the request, or the field for which it is never sent. */
interface Case {
  name: string;
  message: OutgoingMessage;
  part?: Json;
  plain?: string;
  taps?: Tap[];
  refused?: string;
}

const cases = JSON.parse(readFileSync(`${import.meta.dirname}/bodies.cases.json`, "utf8")) as Case[];
const ANA = { waId: "5511987650101", userId: null };

test.each(cases)("$name", ({ message, part, plain, taps, refused }) => {
  const send = () => toGraphBody(message, ANA, "m1");
  if (refused !== undefined) {
    expect(send).toThrow(InvalidMessageError);
    expect(send).toThrow(`(${refused}: `);
    return;
  }
  const body = send();
  expect(body[message.type]).toEqual(part);
  // Read by somebody who does not know our schemas, and is as strict as Meta.
  expect(checkSend(body)).toMatchObject({ kind: "message", type: message.type });
  if (plain !== undefined) expect(toPlainText(message)).toBe(plain);
  expect(tapsOf(message)).toEqual(taps ?? []);
});
