import { SmilePlus } from "lucide-react";
import { JustWords, type MessageDrawing } from "./drawing.tsx";

export const reaction: MessageDrawing = {
  types: { reaction: { icon: SmilePlus, name: { "pt-BR": "Reação", en: "Reaction" } } },
  Content: JustWords,
};
