import { Paperclip, PhoneMissed } from "lucide-react";
import { CardWithWords, type MessageDrawing } from "./drawing.tsx";

export const unsupported: MessageDrawing = {
  types: {
    call_missed: { icon: PhoneMissed, name: { "pt-BR": "Ligação perdida", en: "Missed call" } },
    unsupported: { icon: Paperclip, name: { "pt-BR": "Tipo que o WhatsApp não entrega", en: "A type that WhatsApp does not deliver" } },
  },
  Content: CardWithWords,
};
