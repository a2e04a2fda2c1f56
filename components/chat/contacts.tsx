import { Contact } from "lucide-react";
import { listOf, objectOf } from "#lib/json/read-json.ts";
import { Card, CardWithWords, firstText, type MessageDrawing } from "./drawing.tsx";

export const contacts: MessageDrawing = {
  types: { contacts: { icon: Contact, name: { "pt-BR": "Contato", en: "Contact card" } } },
  Content(props) {
    const cards = listOf(props.message.data?.["contacts"]).map(objectOf);
    if (cards.length === 0) return <CardWithWords {...props} />;
    return cards.map((card, index) => <Card key={index} icon={props.icon} name={nameOf(card) ?? props.name} detail={detailOf(card)} />);
  },
};

type Fields = Readonly<Record<string, unknown>>;

const nameOf = (card: Fields) => firstText(card["formatted_name"], card["first_name"], card["company"]);

/** The firm, and how to reach them. */
function detailOf(card: Fields): string | null {
  const inEach = (list: string, field: string) => listOf(card[list]).flatMap((part) => firstText(objectOf(part)[field]) ?? []);
  const ways = [...inEach("phones", "phone"), ...inEach("emails", "email"), ...inEach("urls", "url")];
  const words = [firstText(card["formatted_name"]) === null ? null : firstText(card["company"]), ...ways].filter((word) => word !== null);
  return words.length === 0 ? null : words.join(" · ");
}
