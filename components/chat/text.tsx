import { Type } from "lucide-react";
import { JustWords, type MessageDrawing } from "./drawing.tsx";

export const text: MessageDrawing = {
  types: { text: { icon: Type, name: { "pt-BR": "Mensagem vazia", en: "Empty message" } } },
  Content: JustWords,
};
