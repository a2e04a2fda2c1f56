import { type InboundType, words } from "./inbound-type.ts";

export const text: InboundType = {
  types: ["text"],
  read: (part) => ({ text: words(part["body"]), data: {} }),
  substance: ({ text }) => text,
};
