import { List, ListChecks } from "lucide-react";
import { type InteractiveData, interactiveData } from "#lib/whatsapp/outgoing/interactive.ts";
import { JustWords, type MessageDrawing } from "./drawing.tsx";
import { MarkedText } from "./marked-text.tsx";

/** A question of ours with buttons or a list, and what a contact tapped: on one of those, or on a template's button. */
export const choice: MessageDrawing = {
  types: {
    interactive: { icon: ListChecks, name: { "pt-BR": "Escolha", en: "Choice" } },
    button: { icon: ListChecks, name: { "pt-BR": "Botão", en: "Button" } },
  },
  Content(props) {
    const question = interactiveData.safeParse(props.message.data);
    return question.success ? <Question text={props.message.text} data={question.data} /> : <JustWords {...props} />;
  },
};

function Question({ text, data: { kind, header, footer, button, choices } }: { text: string; data: InteractiveData }) {
  return (
    <>
      {header !== null && <p className="font-semibold">{header}</p>}
      <MarkedText text={text} />
      {footer !== null && <p className="text-xs text-chat-muted">{footer}</p>}
      <ul className="mt-1.5 flex flex-col border-t border-current/15 pt-0.5">
        {kind === "list" && (
          <li className="flex items-center justify-center gap-1.5 py-1 text-chat-read">
            <List aria-hidden="true" className="size-4 shrink-0" />
            {button}
          </li>
        )}
        {choices.map(({ id, title, description }) => (
          <li key={id} className={kind === "buttons" ? "py-1 text-center text-chat-read" : "py-1"}>
            {title}
            {description !== null && <span className="block text-xs text-chat-muted">{description}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
