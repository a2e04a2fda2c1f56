import { ListChecks } from "lucide-react";
import { JustWords, type MessageDrawing } from "./drawing.tsx";

/** What a contact tapped: on a button or list of ours, or on a template's button. */
export const choice: MessageDrawing = {
  types: {
    interactive: { icon: ListChecks, name: { "pt-BR": "Escolha", en: "Choice" } },
    button: { icon: ListChecks, name: { "pt-BR": "Botão", en: "Button" } },
  },
  Content: JustWords,
};
