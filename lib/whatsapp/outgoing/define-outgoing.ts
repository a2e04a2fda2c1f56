import { z } from "zod";
import type { Context, Json, OutgoingMessage } from "../../engine/types.ts";

/** A message of one type, its text and data checked. */
interface CheckedMessage<Data> {
  text: string;
  data: Data;
}

/** Something in a message that a contact can tap. */
export interface Tap {
  /** Unique in its message. */
  id: string;
  title: string;
  /** What the contact sends by it: a message's type and its part, as Meta posts them. */
  sends: Posted;
  /** Where the tap opens something to be filled in. */
  fill?: {
    /** Names of fields that are known; there may be others. */
    fields: readonly string[];
    sends(values: Context): Posted;
  };
}

type Posted = { type: string } & { [part: string]: Json };

interface Definition<Type extends string, Data extends Context> {
  /** Meta's name of the type, under which its part of the request stands. */
  type: Type;
  /** What a person would read aloud: body, caption, question. */
  text: z.ZodType<string>;
  /** Everything else, in our own words. What passes here Meta does not refuse for its form. */
  data: z.ZodType<Data>;
  /** What stands under the type's name in the body of `POST /{phone_number_id}/messages`. */
  toGraphPart(message: CheckedMessage<Data>): Json;
  /** All that the contact sees, for where there is nothing to draw or tap. Absent: the text is all. */
  toPlainText?(message: CheckedMessage<Data>): string;
  /** Whether it may be shown as the answer to a message of the contact's (`context`). Absent: it may. */
  canQuote?: boolean;
  /** What a contact can tap, in order. Absent: nothing. */
  taps?(message: CheckedMessage<Data>): Tap[];
  /**
   * Cuts what is longer than Meta takes into several messages, in order; what has nothing to be seen gives none.
   * The message is as the flow made it, not checked yet. Absent: the type is never cut.
   */
  split?(message: OutgoingMessage): OutgoingMessage[];
}

/** One type of message that we send, as the registry holds it. */
export interface OutgoingType<Type extends string = string, Data extends Context = Context> {
  type: Type;
  data: z.ZodType<Data>;
  canQuote: boolean;
  /** @throws InvalidMessageError */
  toGraphPart(message: OutgoingMessage): Json;
  /** The text alone where the data does not fit. */
  toPlainText(message: OutgoingMessage): string;
  /** None where the data does not fit. */
  taps(message: OutgoingMessage): Tap[];
  split(message: OutgoingMessage): OutgoingMessage[];
}

/** A message that Meta could only refuse, or that would mean something else than its author meant; never sent. */
export class InvalidMessageError extends Error {
  override name = "InvalidMessageError";
}

export function defineOutgoing<Type extends string, Data extends Context>(definition: Definition<Type, Data>): OutgoingType<Type, Data> {
  const { type, text, data, toGraphPart, canQuote = true } = definition;
  const { toPlainText = ({ text }) => text, taps = () => [], split = (message) => [message] } = definition;
  // zod cannot see that the data, whatever it is, is not optional.
  const schema = z.object({ text, data }) as unknown as z.ZodType<CheckedMessage<Data>>;
  return {
    type,
    data,
    canQuote,
    split,
    toGraphPart(message) {
      const { success, data: checked, error } = schema.safeParse(message);
      if (!success) throw new InvalidMessageError(`Not sent: this "${type}" message does not fit its type (${wrongIn(error)}).`);
      return toGraphPart(checked);
    },
    toPlainText(message) {
      const { success, data: checked } = schema.safeParse(message);
      return success ? toPlainText(checked) : message.text;
    },
    taps(message) {
      const { success, data: checked } = schema.safeParse(message);
      return success ? taps(checked) : [];
    },
  };
}

/** The first few faults; never the values, which are the contact's and the author's. */
function wrongIn({ issues }: z.ZodError): string {
  return issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join(".")}: ${message}`)
    .join("; ");
}
