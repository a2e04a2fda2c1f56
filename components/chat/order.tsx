import { ShoppingBag } from "lucide-react";
import { CardWithWords, type MessageDrawing } from "./drawing.tsx";

export const order: MessageDrawing = {
  types: { order: { icon: ShoppingBag, name: { "pt-BR": "Pedido", en: "Order" } } },
  Content: CardWithWords,
};
