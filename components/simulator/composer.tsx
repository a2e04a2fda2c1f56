"use client";
import { Paperclip, SendHorizontal } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useDeferredValue, useMemo } from "react";
import { messageTypeName, SAMPLES } from "#components/chat/registry.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { CONTROL } from "#components/ui/control.ts";
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from "#components/ui/dropdown-menu.tsx";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { current } from "#lib/simulator/session.ts";
import { suggestions } from "#lib/simulator/suggestions.ts";
import { META_LIMITS } from "#lib/whatsapp/limits.ts";
import { COMPOSER_ID } from "./chat.tsx";
import { useSimulator, useSimulatorState } from "./simulator-context.tsx";
import { prepare } from "./simulator-store.ts";
import { pressedKey } from "#components/ui/pressed-key.ts";

/** Where the person at the phone writes; Enter sends. */
export function Composer() {
  const t = useT();
  const locale = useLocale();
  const { simulator, graph } = useSimulator();
  const say = (text: string, sample?: (typeof SAMPLES)[number]) => {
    simulator.dispatch(graph, { type: "say", text, ...(sample === undefined ? {} : { kind: sample.type, data: sample.data }) });
    simulator.set({ written: "" });
  };
  return (
    <div className="flex flex-col gap-1.5 border-t border-border bg-surface p-2">
      <Choices say={say} />
      <WriteLine
        label={t("simulator.message")}
        say={say}
        before={
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <Button variant="ghost" size="icon" aria-label={t("simulator.attach")}>
                <Paperclip aria-hidden="true" />
              </Button>
            </DropdownMenuTrigger>
            <DropdownMenuContent align="start" side="top">
              {SAMPLES.map((sample) => (
                <DropdownMenuItem key={sample.type} onSelect={() => say(simulator.store.getState().written, sample)}>
                  {messageTypeName(sample.type, locale)}
                </DropdownMenuItem>
              ))}
            </DropdownMenuContent>
          </DropdownMenu>
        }
      />
    </div>
  );
}

/** Answers to tap, where the flow tells some apart. */
function Choices({ say }: { say: (text: string) => void }) {
  const t = useT();
  const { simulator, graph } = useSimulator();
  const device = useDeferredValue(useSimulatorState(({ session }) => current(session)));
  const draft = useDeferredValue(graph);
  const choices = useMemo(
    () => (device.bubbles.length === 0 ? [t("simulator.hello")] : suggestions(prepare(draft).flow, draft, device)),
    [draft, device, t],
  );
  if (choices.length === 0) return null;
  return (
    <div role="group" aria-label={t("simulator.choices")} className="flex flex-wrap gap-1.5">
      {choices.map((choice) => (
        <Chip key={choice} text={choice} onClick={() => say(choice)} />
      ))}
      {device.bubbles.length === 0 && (
        <Chip text={t("simulator.startByApi")} onClick={() => simulator.dispatch(graph, { type: "start", context: {} })} />
      )}
    </div>
  );
}

function Chip({ text, onClick }: { text: string; onClick: () => void }) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="max-w-full cursor-pointer truncate rounded-full border border-primary/40 bg-primary-soft px-2.5 py-0.5 text-[13px] text-primary-text outline-none hover:border-primary focus-visible:ring-2 focus-visible:ring-ring"
    >
      {text}
    </button>
  );
}

interface WriteLineProps {
  label: string;
  say: (text: string) => void;
  before?: ReactNode;
  disabled?: boolean;
}

export function WriteLine({ label, say, before, disabled = false }: WriteLineProps) {
  const t = useT();
  const { simulator, takesFocus } = useSimulator();
  const written = useSimulatorState(({ written }) => written);
  const send = () => {
    if (written.trim() !== "" && !disabled) say(written);
  };
  const press = (event: KeyboardEvent) => {
    if (pressedKey(event) !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    send();
  };
  return (
    <div className="flex items-end gap-1">
      {before}
      <textarea
        id={COMPOSER_ID}
        autoFocus={takesFocus}
        rows={1}
        aria-label={label}
        placeholder={label}
        value={written}
        maxLength={META_LIMITS.text.body}
        onChange={(event) => simulator.set({ written: event.target.value })}
        onKeyDown={press}
        className={cn(CONTROL, "field-sizing-content max-h-28 min-h-8 resize-none px-2.5 py-1.5 leading-5")}
      />
      <Button variant="primary" size="icon" aria-label={t("simulator.send")} disabled={disabled || written.trim() === ""} onClick={send}>
        <SendHorizontal aria-hidden="true" />
      </Button>
    </div>
  );
}
