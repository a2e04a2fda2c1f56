import { MapPin } from "lucide-react";
import { CardWithWords, type ChatMessage, firstText, type MessageDrawing } from "./drawing.tsx";

export const location: MessageDrawing = {
  types: {
    location: {
      icon: MapPin,
      name: { "pt-BR": "Localização", en: "Location" },
      sample: { latitude: -23.5614, longitude: -46.6559, name: "Av. Paulista, São Paulo" },
    },
  },
  Content: (props) => <CardWithWords {...props} message={{ ...props.message, text: "" }} detail={place(props.message.data)} />,
};

/** Its name and address where it has any, which are all its words. */
function place(data: ChatMessage["data"]): string | null {
  const { name, address, latitude, longitude } = data ?? {};
  const words = [name, address].flatMap((word) => firstText(word) ?? []);
  if (words.length > 0) return words.join(", ");
  return typeof latitude === "number" && typeof longitude === "number" ? `${latitude.toFixed(5)}, ${longitude.toFixed(5)}` : null;
}
