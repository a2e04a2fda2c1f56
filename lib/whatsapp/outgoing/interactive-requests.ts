import { z } from "zod";
import { defineKind } from "./interactive-kind.ts";

/** Questions with a button that answers them from the phone itself: with the place where it is, or with its own number. */

/** A place that stands for wherever a phone without a satellite is, for the simulator. */
const SAMPLE_PLACE = { latitude: -23.5614, longitude: -46.6559, name: "Av. Paulista", address: "Av. Paulista, 900, São Paulo" };
const SAMPLE_CARD = {
  origin: "contact_request",
  name: { formatted_name: "Ana Souza" },
  phones: [{ phone: "+55 11 91234-5678", wa_id: "5511912345678" }],
};

export const locationRequest = defineKind({
  data: z.strictObject({ kind: z.literal("location_request") }),
  toGraphPart: ({ text }) => ({ type: "location_request_message", body: { text }, action: { name: "send_location" } }),
  toPlainText: ({ text }) => text,
  taps: () => [{ id: "location", title: "📍", sends: { type: "location", location: SAMPLE_PLACE } }],
});

export const contactRequest = defineKind({
  data: z.strictObject({ kind: z.literal("contact_request") }),
  toGraphPart: ({ text }) => ({ type: "request_contact_info", body: { text }, action: { name: "request_contact_info" } }),
  toPlainText: ({ text }) => text,
  taps: () => [{ id: "contact", title: "👤", sends: { type: "contacts", contacts: [SAMPLE_CARD] } }],
});
