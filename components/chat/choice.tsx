"use client";
import { List, ListChecks, Reply } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "#components/ui/cn.ts";
import { Sheet, SheetContent } from "#components/ui/sheet.tsx";
import { type InteractiveData, interactiveData } from "#lib/whatsapp/outgoing/interactive.ts";
import { firstText, JustWords, type MessageDrawing, type OnTap } from "./drawing.tsx";
import { MarkedText } from "./marked-text.tsx";

/** A question of ours with buttons or a list, and what a contact tapped: on one of those, or on a template's button. */
export const choice: MessageDrawing = {
  types: {
    interactive: { icon: ListChecks, name: { "pt-BR": "Escolha", en: "Choice" } },
    button: { icon: ListChecks, name: { "pt-BR": "Botão", en: "Button" } },
  },
  Content(props) {
    const { message, onTap } = props;
    const question = interactiveData.safeParse(message.data);
    if (question.success) return <Question text={message.text} data={question.data} onTap={onTap} />;
    const isTap = firstText(message.data?.["id"], message.data?.["payload"]) !== null && message.text !== "";
    return isTap ? <Tapped text={message.text} description={firstText(message.data?.["description"])} /> : <JustWords {...props} />;
  },
};

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
  data: InteractiveData;
  onTap: OnTap | undefined;
}

function Question({ text, data, onTap }: QuestionProps) {
  const { kind, header, footer } = data;
  return (
    <>
      {header !== null && <p className="font-semibold">{header}</p>}
      <MarkedText text={text} />
      {footer !== null && <p className="text-xs text-chat-muted">{footer}</p>}
      <div className="-mx-2.5 mt-1.5 flex min-w-44 flex-col border-t border-current/10 px-2.5">
        {kind === "buttons" ? (
          data.choices.map(({ id, title }) => (
            <ChoiceButton key={id} onClick={onTap && (() => onTap(id))} className="border-b border-current/10">
              <Reply aria-hidden="true" className="size-3.5 shrink-0" />
              {title}
            </ChoiceButton>
          ))
        ) : onTap === undefined ? (
          <OpenList data={data} />
        ) : (
          <ClosedList data={data} onTap={onTap} />
        )}
      </div>
    </>
  );
}

/** Where nobody can tap, it is not said of it that one could. */
function ChoiceButton({ onClick, className, children }: { onClick: (() => void) | undefined; className?: string; children: ReactNode }) {
  const look = cn("flex items-center justify-center gap-1.5 py-1.5 text-center text-chat-read", className);
  if (onClick === undefined) return <p className={look}>{children}</p>;
  return (
    <button
      type="button"
      onClick={onClick}
      className={cn(
        look,
        "pointer-events-auto cursor-pointer rounded outline-none hover:bg-current/8 focus-visible:ring-2 focus-visible:ring-ring",
      )}
    >
      {children}
    </button>
  );
}

type ListData = Extract<InteractiveData, { kind: "list" }>;

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
      <ChoiceButton onClick={undefined}>
        <ListLabel button={button} />
      </ChoiceButton>
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
      <ChoiceButton onClick={() => setOpen(true)}>
        <ListLabel button={button} />
      </ChoiceButton>
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
