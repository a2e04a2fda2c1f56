import { Paperclip } from "lucide-react";
import { CardWithWords, type MessageDrawing } from "./drawing.tsx";

export const unsupported: MessageDrawing = {
  types: {
    unsupported: { icon: Paperclip, name: { "pt-BR": "Tipo que o WhatsApp não entrega", en: "A type that WhatsApp does not deliver" } },
  },
  Content: CardWithWords,
};
