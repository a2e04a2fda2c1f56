"use client";
import { Languages, LogOut, Plus, Workflow } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { CommandDialog, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "#components/ui/command.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { useTheme } from "#components/ui/theme-provider.tsx";
import { THEMES } from "#components/ui/theme.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { LOCALES } from "#lib/i18n/locale.ts";
import { setPaletteOpen, useCommandStore, wantNewFlow } from "./commands.ts";
import { LANGUAGE_NAMES, useChooseLocale } from "./language-switch.tsx";
import { navItems } from "./nav-items.ts";
import { leave, THEME_ICONS, THEME_LABELS } from "./user-menu.tsx";
import { pressedKey } from "#components/ui/pressed-key.ts";

/** The first flows whose name holds the text. */
export type FindFlows = (text: string) => Promise<{ id: number; name: string }[]>;

/** Runs a command once the palette is closed. */
type CloseAnd = (run: () => void) => () => void;

interface CommandPaletteProps {
  findFlows: FindFlows;
  hasPhone: boolean;
  mayEdit: boolean;
}

/** Cmd/Ctrl+K: every place, every flow, and what the page at hand offers. */
export function CommandPalette({ findFlows, hasPhone, mayEdit }: CommandPaletteProps) {
  const t = useT();
  const { open, groups } = useCommandStore();
  const [text, setText] = useState("");
  const flows = useFoundFlows(findFlows, open, text);
  useToggleByKey();

  const close = (next: boolean) => {
    setPaletteOpen(next);
    if (!next) setText("");
  };
  const closeAnd: CloseAnd = (run) => () => {
    close(false);
    run();
  };

  return (
    <CommandDialog open={open} onOpenChange={close} label={t("common.commands")}>
      <CommandInput value={text} onValueChange={setText} placeholder={t("common.commandsPlaceholder")} />
      <CommandList>
        <CommandEmpty>{t("common.commandsEmpty")}</CommandEmpty>
        {Object.entries(groups).map(([id, group]) => (
          <CommandGroup key={id} heading={group.heading}>
            {group.commands.map(({ id: commandId, label, icon: Icon, keys, run }) => (
              <CommandItem key={commandId} id={`${id} ${commandId}`} name={label} onSelect={closeAnd(run)}>
                {Icon && <Icon />}
                <span className="flex-1">{label}</span>
                {keys && <Kbd keys={keys} />}
              </CommandItem>
            ))}
          </CommandGroup>
        ))}
        <Places closeAnd={closeAnd} flows={flows} hasPhone={hasPhone} mayEdit={mayEdit} />
        <OwnSettings closeAnd={closeAnd} />
      </CommandList>
    </CommandDialog>
  );
}

function useToggleByKey(): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (
        pressedKey(event).toLowerCase() !== "k" ||
        !(event.metaKey || event.ctrlKey) ||
        event.shiftKey ||
        event.altKey ||
        event.defaultPrevented
      )
        return;
      event.preventDefault();
      setPaletteOpen(!useCommandStore.getState().open);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

function useFoundFlows(findFlows: FindFlows, open: boolean, text: string): { id: number; name: string }[] {
  const [flows, setFlows] = useState<{ id: number; name: string }[]>([]);
  useEffect(() => {
    if (!open) return;
    let current = true;
    const timer = setTimeout(() => {
      findFlows(text).then(
        (found) => current && setFlows(found),
        () => {},
      );
    }, 120);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [open, text, findFlows]);
  return flows;
}

interface PlacesProps {
  closeAnd: CloseAnd;
  flows: { id: number; name: string }[];
  hasPhone: boolean;
  mayEdit: boolean;
}

function Places({ closeAnd, flows, hasPhone, mayEdit }: PlacesProps) {
  const t = useT();
  const router = useRouter();
  return (
    <>
      <CommandGroup heading={t("common.commandsPages")}>
        {navItems(hasPhone).map(({ href, key, icon: Icon }) => (
          <CommandItem key={href} id={`page ${href}`} name={t(key)} onSelect={closeAnd(() => router.push(href))}>
            <Icon />
            {t(key)}
          </CommandItem>
        ))}
        {mayEdit && (
          <CommandItem
            id="new flow"
            name={t("flows.new")}
            onSelect={closeAnd(() => {
              wantNewFlow();
              router.push("/");
            })}
          >
            <Plus />
            {t("flows.new")}
          </CommandItem>
        )}
      </CommandGroup>
      {flows.length > 0 && (
        <CommandGroup heading={t("common.commandsFlows")}>
          {flows.map((flow) => (
            <CommandItem
              key={flow.id}
              id={`flow ${flow.id}`}
              name={flow.name}
              keywords={[`#${flow.id}`, String(flow.id)]}
              onSelect={closeAnd(() => router.push(`/console/flows/${flow.id}`))}
            >
              <Workflow />
              <span className="truncate">{flow.name}</span>
            </CommandItem>
          ))}
        </CommandGroup>
      )}
    </>
  );
}

function OwnSettings({ closeAnd }: { closeAnd: CloseAnd }) {
  const t = useT();
  const { setTheme } = useTheme();
  const locale = useLocale();
  const chooseLocale = useChooseLocale();
  return (
    <>
      <CommandGroup heading={t("common.theme")}>
        {THEMES.map((theme) => {
          const Icon = THEME_ICONS[theme];
          return (
            <CommandItem
              key={theme}
              id={`theme ${theme}`}
              name={t(THEME_LABELS[theme])}
              keywords={[t("common.theme")]}
              onSelect={closeAnd(() => setTheme(theme))}
            >
              <Icon />
              {t(THEME_LABELS[theme])}
            </CommandItem>
          );
        })}
      </CommandGroup>
      <CommandGroup heading={t("common.account")}>
        {LOCALES.filter((value) => value !== locale).map((value) => (
          <CommandItem
            key={value}
            id={`language ${value}`}
            name={LANGUAGE_NAMES[value]}
            keywords={[t("common.language")]}
            onSelect={closeAnd(() => chooseLocale(value))}
          >
            <Languages />
            <span lang={value}>{LANGUAGE_NAMES[value]}</span>
          </CommandItem>
        ))}
        <CommandItem id="sign out" name={t("common.signOut")} onSelect={closeAnd(() => void leave())}>
          <LogOut />
          {t("common.signOut")}
        </CommandItem>
      </CommandGroup>
    </>
  );
}
