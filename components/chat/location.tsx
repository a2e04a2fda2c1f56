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
  Content: (props) => <CardWithWords {...props} detail={place(props.message.data)} />,
};

function place(data: ChatMessage["data"]): string | null {
  const { name, latitude, longitude } = data ?? {};
  if (typeof latitude !== "number" || typeof longitude !== "number") return firstText(name);
  return firstText(name, `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`);
}
