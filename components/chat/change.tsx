import { MessageSquareX, PenLine } from "lucide-react";
import { CardWithWords, type MessageDrawing } from "./drawing.tsx";

/** What a contact did to an earlier message, told where it was told to us. */
export const change: MessageDrawing = {
  types: {
    edit: { icon: PenLine, name: { "pt-BR": "Mudou uma mensagem", en: "Changed a message" } },
    revoke: { icon: MessageSquareX, name: { "pt-BR": "Apagou uma mensagem", en: "Deleted a message" } },
  },
  Content: CardWithWords,
};
