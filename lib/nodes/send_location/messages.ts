import type { Message } from "../../i18n/message.ts";
import type { NodeMessagesByLocale } from "../node-messages.ts";
import type { SendLocationIssue, SendLocationProblem } from "./node.ts";

type Options = Readonly<Record<string, unknown>>;
const textOf = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value).trim() : "");

/** What the place is called, and where it is. */
function sentence({ name, address, latitude, longitude }: Options): string {
  const words = [name, address].map(textOf).filter((line) => line !== "");
  const [south, west] = [textOf(latitude), textOf(longitude)];
  return words.length === 0 && south !== "" && west !== "" ? `${south}, ${west}` : words.join("\n");
}

export const sendLocationMessages: NodeMessagesByLocale = {
  "pt-BR": {
    type: "Enviar localização",
    hint: "Envia um lugar no mapa, com nome e endereço.",
    keywords: ["localização", "mapa", "lugar", "endereço", "onde fica", "como chegar", "gps", "coordenadas", "latitude", "loja", "pin"],
    newName: "Localização",
    options: {
      latitude: {
        label: "Latitude",
        help: "De -90 a 90, como o mapa mostra. Um valor da conversa também serve: {{ loja.latitude }}.",
        placeholder: "-23.5614",
      },
      longitude: { label: "Longitude", help: "De -180 a 180.", placeholder: "-46.6559" },
      name: { label: "Nome do lugar", placeholder: "Padaria Exemplo" },
      address: { label: "Endereço", help: "O WhatsApp mostra o endereço abaixo do nome.", placeholder: "Av. Paulista, 900, São Paulo" },
      delay_seconds: {
        label: "Esperar antes de seguir",
        help: "Depois do envio, o próximo nó só começa passado esse tempo: no máximo 30 dias.",
      },
    },
    summary: sentence,
    unwritten: "Ainda sem lugar",
    issues: {
      no_coordinate: "“{node}” não diz onde fica o lugar: faltam a latitude ou a longitude.",
      bad_coordinate: "“{node}” tem uma coordenada que não é um número de -{most} a {most}.",
    } satisfies Record<SendLocationIssue, Message>,
    problems: { bad_coordinate: "não é um número de -{most} a {most}" } satisfies Record<SendLocationProblem, Message>,
  },
  en: {
    type: "Send location",
    hint: "Sends a place on the map, with its name and address.",
    keywords: ["location", "map", "place", "address", "where", "directions", "gps", "coordinates", "latitude", "shop", "pin"],
    newName: "Location",
    options: {
      latitude: {
        label: "Latitude",
        help: "From -90 to 90, as the map shows it. A value of the conversation will do too: {{ shop.latitude }}.",
        placeholder: "-23.5614",
      },
      longitude: { label: "Longitude", help: "From -180 to 180.", placeholder: "-46.6559" },
      name: { label: "Name of the place", placeholder: "Example Bakery" },
      address: { label: "Address", help: "WhatsApp shows the address below the name.", placeholder: "900 Paulista Avenue, São Paulo" },
      delay_seconds: {
        label: "Wait before going on",
        help: "After the send, the next node begins only when this time has passed: at most 30 days.",
      },
    },
    summary: sentence,
    unwritten: "No place yet",
    issues: {
      no_coordinate: "“{node}” does not say where the place is: its latitude or longitude is missing.",
      bad_coordinate: "“{node}” has a coordinate that is no number from -{most} to {most}.",
    } satisfies Record<SendLocationIssue, Message>,
    problems: { bad_coordinate: "is no number from -{most} to {most}" } satisfies Record<SendLocationProblem, Message>,
  },
};
