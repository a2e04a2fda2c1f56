import { z } from "zod";
import { defineOutgoing } from "./define-outgoing.ts";
import { carouselKind } from "./interactive-carousel.ts";
import { formKind } from "./interactive-form.ts";
import { FRAME_LIMITS, type InteractiveKind, visible } from "./interactive-kind.ts";
import { link } from "./interactive-link.ts";
import { buttonsKind, listKind } from "./interactive-question.ts";
import { contactRequest, locationRequest } from "./interactive-requests.ts";

/**
 * What Meta calls interactive, by the `kind` of its data, each in a file of its own. `text` is the body, `data` our own shape of the rest,
 * which is checked against Meta's limits before anything is stored: what passes here Meta does not refuse for its form.
 */

const KINDS = {
  buttons: buttonsKind,
  list: listKind,
  form: formKind,
  carousel: carouselKind,
  link,
  location_request: locationRequest,
  contact_request: contactRequest,
} as const;

export const interactiveData = z.discriminatedUnion("kind", [
  buttonsKind.data,
  listKind.data,
  formKind.data,
  carouselKind.data,
  link.data,
  locationRequest.data,
  contactRequest.data,
]);

export type InteractiveData = z.infer<typeof interactiveData>;
export interface InteractiveMessage {
  type: "interactive";
  text: string;
  data: InteractiveData;
}

/** By its kind, which has checked the data: the union cannot tell that both go together. */
const kindOf = ({ kind }: InteractiveData) => KINDS[kind] as unknown as InteractiveKind<z.ZodType<InteractiveData>>;

export const interactive = defineOutgoing({
  type: "interactive",
  text: visible(FRAME_LIMITS.body),
  data: interactiveData,
  toGraphPart: (message) => kindOf(message.data).toGraphPart(message),
  toPlainText: (message) => kindOf(message.data).toPlainText(message),
  taps: (message) => kindOf(message.data).taps(message),
});
