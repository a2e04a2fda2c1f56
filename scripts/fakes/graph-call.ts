/** One POST that reached us. */
export interface GraphCall {
  /** Its place among all calls, from 0. */
  index: number;
  /** When it had been read, in milliseconds since 1970, with fractions. */
  at: number;
  path: string;
  phoneNumberId: string;
  token: string;
  body: GraphBody;
  /** The recipient's phone, in digits, or user id. */
  to: string;
  text: string;
  /** `biz_opaque_callback_data`: the sender's own id of the message. */
  opaque: string;
  /** The id that Meta gave the message; null when it was refused or never processed. */
  wamid: string | null;
}

export interface GraphBody {
  messaging_product?: string;
  to?: string;
  recipient?: string;
  type?: string;
  text?: { body?: string; preview_url?: boolean };
  biz_opaque_callback_data?: string;
}
