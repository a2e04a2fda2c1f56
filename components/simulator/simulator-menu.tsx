"use client";
import { Settings2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Label } from "#components/ui/label.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { callMessages } from "#lib/effects/messages.ts";
import { CALL_NAMES, type CallName } from "#lib/engine/calls.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { useSimulator, useSimulatorState } from "./simulator-context.tsx";

/** Who holds the phone, who answers calls, and whether short waits pass by themselves. */
export function SimulatorMenu() {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={t("simulator.options")} title={t("simulator.options")}>
          <Settings2 aria-hidden="true" />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label={t("simulator.options")} className="flex flex-col gap-4">
        <ProfileForm onDone={() => setOpen(false)} />
        <Habits />
      </PopoverContent>
    </Popover>
  );
}

function ProfileForm({ onDone }: { onDone: () => void }) {
  const t = useT();
  const { simulator, graph } = useSimulator();
  const profile = useSimulatorState(({ profile }) => profile);
  const [name, setName] = useState(profile.name);
  const [phone, setPhone] = useState(profile.phone ?? "");
  const digits = phone.replace(/\D/g, "");
  // Without one they are known by an id only.
  const number = digits === "" ? null : digits;
  const wrong = number !== null && (number.length < 8 || number.length > 15);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (wrong) return;
    simulator.switchContact(graph, { name: name.trim(), phone: number });
    onDone();
  };
  return (
    <form onSubmit={save} className="flex flex-col gap-2.5">
      <Field label={t("simulator.contactName")} help={t("simulator.contactHelp")}>
        {(control) => <Input {...control} value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Field
        label={t("simulator.contactPhone")}
        help={t("simulator.contactPhoneHelp")}
        error={wrong ? t("simulator.contactPhoneWrong") : undefined}
      >
        {(control) => (
          <Input {...control} inputMode="tel" value={phone} maxLength={30} onChange={(event) => setPhone(event.target.value)} />
        )}
      </Field>
      <Button type="submit" size="sm" className="self-end" disabled={name.trim() === profile.name && number === profile.phone}>
        {t("simulator.contactApply")}
      </Button>
    </form>
  );
}

function Habits() {
  const t = useT();
  const { simulator, canEdit } = useSimulator();
  const locale = useLocale();
  const { realCalls, hurries } = useSimulatorState(({ realCalls, skipShortWaits: hurries }) => ({ realCalls, hurries }));
  const setReal = (effect: CallName, isReal: boolean) => {
    const others = realCalls.filter((each) => each !== effect);
    simulator.set({ realCalls: isReal ? [...others, effect] : others });
  };
  return (
    <div className="flex flex-col gap-3 border-t border-border pt-3">
      {canEdit &&
        CALL_NAMES.map((effect) => {
          const { label, real } = callMessages(effect, locale).mode;
          return (
            <div key={effect} className="flex flex-col gap-1">
              <span className="text-[13px] font-medium">{label}</span>
              <Segmented
                label={label}
                value={realCalls.includes(effect) ? "real" : "ask"}
                onChange={(value) => setReal(effect, value === "real")}
                options={[
                  { value: "ask", label: t("simulator.callModeAsk") },
                  { value: "real", label: real },
                ]}
              />
            </div>
          );
        })}
      <div className="flex items-center justify-between gap-3">
        <Label htmlFor="simulator-hurries">{t("simulator.hurries")}</Label>
        <Switch id="simulator-hurries" checked={hurries} onCheckedChange={(checked) => simulator.set({ skipShortWaits: checked })} />
      </div>
    </div>
  );
}
