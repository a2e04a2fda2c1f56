import type { InboundType } from "./inbound-type.ts";

/** The contact opened the chat for the first time, and wrote nothing. */
export const requestWelcome: InboundType = {
  types: ["request_welcome"],
  read: () => ({ text: "", data: {} }),
};
