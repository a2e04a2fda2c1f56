import { Contact } from "lucide-react";
import { CardWithWords, type MessageDrawing } from "./drawing.tsx";

export const contacts: MessageDrawing = {
  types: { contacts: { icon: Contact, name: { "pt-BR": "Contato", en: "Contact card" } } },
  Content: CardWithWords,
};
