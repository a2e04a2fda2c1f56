"use client";
import { Smartphone } from "lucide-react";
import { useState } from "react";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { FaultPanel } from "./fault-panel.tsx";
import { NewContact } from "./new-contact.tsx";
import { PhoneDevice } from "./phone-device.tsx";
import { usePhone } from "./use-phone.ts";

interface PhonePageProps {
  /** The channels that the emulated Meta stands in for. */
  numbers: readonly { id: string; name: string }[];
  mayPlay: boolean;
}

/** Phones side by side, each somebody who writes to the number, and what is to go wrong on the way. */
export function PhonePage({ numbers, mayPlay }: PhonePageProps) {
  const t = useT();
  const [number, setNumber] = useState(numbers[0]?.id ?? "");
  if (numbers.length === 0)
    return <EmptyState icon={Smartphone} className="h-full" title={t("phone.noNumberTitle")} description={t("phone.noNumberText")} />;
  return (
    <Page className="max-w-none">
      <PageHeader
        title={t("phone.title")}
        description={t("phone.text")}
        actions={
          numbers.length > 1 && (
            <Select value={number} onValueChange={setNumber}>
              <SelectTrigger aria-label={t("phone.number")} className="w-auto min-w-36">
                <SelectValue />
              </SelectTrigger>
              <SelectContent>
                {numbers.map(({ id, name }) => (
                  <SelectItem key={id} value={id}>
                    {name}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          )
        }
      />
      <Phones key={number} number={number} mayPlay={mayPlay} />
    </Page>
  );
}

function Phones({ number, mayPlay }: { number: string; mayPlay: boolean }) {
  const t = useT();
  const { view, problem, play, give } = usePhone(number);
  /** Null: as many as there are, up to three. */
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const contacts = view?.contacts ?? [];
  const open = chosen ?? contacts.slice(-3).map(({ key }) => key);
  const toggle = (key: string) => setChosen(open.includes(key) ? open.filter((each) => each !== key) : [...open, key]);
  return (
    <>
      {problem !== null && (
        <Callout tone="danger" role="alert">
          {problem}
        </Callout>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <div role="group" aria-label={t("phone.contacts")} className="flex flex-wrap gap-1.5">
          {contacts.map(({ key, name }) => (
            <Button
              key={key}
              size="sm"
              variant={open.includes(key) ? "secondary" : "outline"}
              aria-pressed={open.includes(key)}
              onClick={() => toggle(key)}
            >
              {name}
            </Button>
          ))}
        </div>
        {mayPlay && (
          <NewContact
            add={async (waId, name) => {
              await play({ act: "set", number, wa_id: waId, name, online: true });
              setChosen([...open, waId]);
            }}
          />
        )}
      </div>
      <div className="flex flex-col gap-4 lg:flex-row lg:items-start">
        <div className="grid min-w-0 flex-1 gap-4 [grid-template-columns:repeat(auto-fill,minmax(min(100%,20rem),1fr))]">
          {view !== null && contacts.length === 0 && (
            <EmptyState icon={Smartphone} title={t("phone.nobodyTitle")} description={t("phone.nobodyText")} />
          )}
          {contacts
            .filter(({ key }) => open.includes(key))
            .map((contact) => (
              <PhoneDevice
                key={contact.key}
                number={number}
                contact={contact}
                kinds={view?.kinds ?? null}
                mayPlay={mayPlay}
                play={play}
                give={give}
              />
            ))}
        </div>
        {view !== null && <FaultPanel view={view} mayPlay={mayPlay} play={play} />}
      </div>
    </>
  );
}
