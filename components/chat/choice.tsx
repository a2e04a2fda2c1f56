"use client";
import { List, ListChecks, Reply } from "lucide-react";
import { useState } from "react";
import { Sheet, SheetContent } from "#components/ui/sheet.tsx";
import { formAnswerOf } from "#lib/whatsapp/inbound/form-answer.ts";
import { type InteractiveData, interactiveData } from "#lib/whatsapp/outgoing/interactive.ts";
import type { QuestionData } from "#lib/whatsapp/outgoing/interactive-question.ts";
import { Carousel } from "./choice-carousel.tsx";
import { FilledForm, SentForm } from "./choice-form.tsx";
import { Framed } from "./choice-parts.tsx";
import { firstText, JustWords, type MessageDrawing, type OnTap } from "./drawing.tsx";
import { LinkOrRequest } from "./interactive-kinds.tsx";
import { TapButton } from "./tap-button.tsx";

/** A question of ours with buttons or a list, and what a contact tapped: on one of those, or on a template's button. */
export const choice: MessageDrawing = {
  types: {
    interactive: { icon: ListChecks, name: { "pt-BR": "Escolha", en: "Choice" } },
    button: { icon: ListChecks, name: { "pt-BR": "Botão", en: "Button" } },
  },
  Content(props) {
    const { message, onTap } = props;
    const sent = interactiveData.safeParse(message.data);
    if (sent.success) return <Sent text={message.text} data={sent.data} onTap={onTap} />;
    const answer = formAnswerOf(message.data);
    if (answer !== null) return <FilledForm values={answer.values} />;
    const isTap = firstText(message.data?.["id"], message.data?.["payload"]) !== null && message.text !== "";
    return isTap ? <Tapped text={message.text} description={firstText(message.data?.["description"])} /> : <JustWords {...props} />;
  },
};

/** By its kind, what can be tapped in it. */
function Sent({ text, data, onTap }: { text: string; data: InteractiveData; onTap: OnTap | undefined }) {
  switch (data.kind) {
    case "form":
      return <SentForm text={text} data={data} onTap={onTap} />;
    case "carousel":
      return <Carousel text={text} data={data} onTap={onTap} />;
    case "buttons":
    case "list":
      return <Question text={text} data={data} onTap={onTap} />;
    default:
      return <LinkOrRequest text={text} data={data} onTap={onTap} />;
  }
}

/** The contact did not write this, but tapped it. */
function Tapped({ text, description }: { text: string; description: string | null }) {
  return (
    <span className="flex gap-1.5">
      <Reply aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-chat-muted" />
      <span className="min-w-0">
        {text}
        {description !== null && <span className="block text-xs text-chat-muted">{description}</span>}
      </span>
    </span>
  );
}

interface QuestionProps {
  text: string;
  data: QuestionData;
  onTap: OnTap | undefined;
}

function Question({ text, data, onTap }: QuestionProps) {
  return (
    <Framed text={text} header={data.header} footer={data.footer}>
      {data.kind === "buttons" ? (
        data.choices.map(({ id, title }) => (
          <TapButton key={id} onClick={onTap && (() => onTap(id))} className="border-b border-current/10">
            <Reply aria-hidden="true" className="size-3.5 shrink-0" />
            {title}
          </TapButton>
        ))
      ) : onTap === undefined ? (
        <OpenList data={data} />
      ) : (
        <ClosedList data={data} onTap={onTap} />
      )}
    </Framed>
  );
}

type ListData = Extract<QuestionData, { kind: "list" }>;

function ListLabel({ button }: Pick<ListData, "button">) {
  return (
    <>
      <List aria-hidden="true" className="size-4 shrink-0" />
      {button}
    </>
  );
}

/** As a record of what was sent, with everything in sight. */
function OpenList({ data: { button, choices } }: { data: ListData }) {
  return (
    <>
      <TapButton onClick={undefined}>
        <ListLabel button={button} />
      </TapButton>
      <ul className="flex flex-col border-t border-current/10">
        {choices.map(({ id, title, description }) => (
          <li key={id} className="py-1">
            <RowWords title={title} description={description} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** As on a phone: the rows come up when the list is opened. */
function ClosedList({ data: { header, button, choices }, onTap }: { data: ListData; onTap: OnTap }) {
  const [open, setOpen] = useState(false);
  return (
    <Sheet open={open} onOpenChange={setOpen}>
      <TapButton onClick={() => setOpen(true)}>
        <ListLabel button={button} />
      </TapButton>
      <SheetContent
        side="bottom"
        title={button}
        description={header ?? undefined}
        className="sm:left-auto sm:right-0 sm:w-84 sm:rounded-tr-none sm:border-l"
      >
        <ul className="flex min-h-0 flex-col overflow-y-auto">
          {choices.map(({ id, title, description }) => (
            <li key={id} className="border-t border-border">
              <button
                type="button"
                onClick={() => {
                  setOpen(false);
                  onTap(id);
                }}
                className="w-full cursor-pointer px-2 py-2 text-left text-sm outline-none hover:bg-accent focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset"
              >
                <RowWords title={title} description={description} />
              </button>
            </li>
          ))}
        </ul>
      </SheetContent>
    </Sheet>
  );
}

function RowWords({ title, description }: { title: string; description: string | null }) {
  return (
    <>
      {title}
      {description !== null && <span className="block text-xs opacity-70">{description}</span>}
    </>
  );
}
