"use client";
import { Card, CardBody, CardHeader } from "#components/ui/card.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { CONTROL } from "#components/ui/control.ts";
import { cn } from "#components/ui/cn.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { useT } from "#lib/i18n/client.tsx";
import type { NumberView } from "#lib/meta-emulator/control.ts";
import type { PlayBody } from "./use-phone.ts";

interface FaultPanelProps {
  view: NumberView;
  mayPlay: boolean;
  play: (act: PlayBody) => Promise<void>;
}

type Faults = NumberView["faults"];

const SHARES = ["throttled", "server_error", "lost_before", "lost_after", "duplicated", "reordered", "forgotten"] as const;
const NUMBERS = ["answer_delay_ms", "webhook_delay_ms", "throughput"] as const;
const CODES = ["refuse_with", "fail_with"] as const;

const NONE: Partial<Faults> = {
  throttled: 0,
  server_error: 0,
  lost_before: 0,
  lost_after: 0,
  duplicated: 0,
  reordered: 0,
  forgotten: 0,
  answer_delay_ms: 0,
  webhook_delay_ms: 0,
  throughput: 1_000,
  refuse_with: null,
  fail_with: null,
  pair_rate: true,
  apart: false,
  window_told: "answer",
  forget_statuses: [],
};

/** What is to go wrong between Siga and the emulated Meta. */
export function FaultPanel({ view, mayPlay, play }: FaultPanelProps) {
  const t = useT();
  const { faults, number } = view;
  const set = (more: Partial<Faults>) => void play({ act: "faults", number, faults: more });
  return (
    <Card className="w-full shrink-0 lg:w-72">
      <CardHeader title={t("phone.faults")} description={t("phone.faultsText")} />
      <CardBody className="flex flex-col gap-3">
        {view.undelivered > 0 && <Callout tone="warning">{t("phone.undelivered", { count: view.undelivered })}</Callout>}
        {SHARES.map((name) => (
          <Field key={name} label={t(`phone.fault_${name}`)} aside={`${Math.round(faults[name] * 100)} %`}>
            {(control) => (
              <input
                {...control}
                type="range"
                min={0}
                max={100}
                step={5}
                disabled={!mayPlay}
                value={Math.round(faults[name] * 100)}
                onChange={(event) => set({ [name]: Number(event.target.value) / 100 })}
                className="w-full accent-primary"
              />
            )}
          </Field>
        ))}
        {[...NUMBERS, ...CODES].map((name) => (
          <Field key={`${name} ${String(faults[name])}`} label={t(`phone.fault_${name}`)}>
            {(control) => (
              <Input
                {...control}
                inputMode="numeric"
                disabled={!mayPlay}
                defaultValue={faults[name] ?? ""}
                onBlur={(event) => {
                  const digits = event.target.value.replaceAll(/\D/g, "");
                  const empty = name === "refuse_with" || name === "fail_with" ? null : 0;
                  const value = digits === "" ? empty : Math.min(600_000, Number(digits));
                  if (value !== faults[name]) set({ [name]: value });
                }}
              />
            )}
          </Field>
        ))}
        <Flag label={t("phone.fault_pair_rate")} on={faults.pair_rate} disabled={!mayPlay} set={(on) => set({ pair_rate: on })} />
        <Flag label={t("phone.fault_apart")} on={faults.apart} disabled={!mayPlay} set={(on) => set({ apart: on })} />
        <Flag
          label={t("phone.fault_window_told")}
          on={faults.window_told === "status"}
          disabled={!mayPlay}
          set={(on) => set({ window_told: on ? "status" : "answer" })}
        />
        <Flag
          label={t("phone.strangersClosed")}
          on={view.strangers === "closed"}
          disabled={!mayPlay}
          set={(on) => void play({ act: "settings", strangers: on ? "closed" : "open" })}
        />
        <Field label={t("phone.forgetStatuses")}>
          {(control) => (
            <select
              {...control}
              disabled={!mayPlay}
              value={faults.forget_statuses[0] ?? ""}
              onChange={(event) =>
                set({ forget_statuses: event.target.value === "" ? [] : [event.target.value as Faults["forget_statuses"][number]] })
              }
              className={cn(CONTROL, "h-8 px-2.5")}
            >
              <option value="">{t("phone.forgetNone")}</option>
              {["sent", "delivered", "read", "failed"].map((kind) => (
                <option key={kind} value={kind}>
                  {kind}
                </option>
              ))}
            </select>
          )}
        </Field>
        {mayPlay && (
          <Button size="sm" onClick={() => set(NONE)}>
            {t("phone.faultsNone")}
          </Button>
        )}
      </CardBody>
    </Card>
  );
}

function Flag({ label, on, disabled, set }: { label: string; on: boolean; disabled: boolean; set: (on: boolean) => void }) {
  return (
    <label className="flex items-center justify-between gap-2 text-sm">
      {label}
      <Switch aria-label={label} checked={on} disabled={disabled} onCheckedChange={set} />
    </label>
  );
}
