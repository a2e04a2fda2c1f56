"use client";
import { Search, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { useT } from "#lib/i18n/client.tsx";
import { cn } from "./cn.ts";
import { Input } from "./input.tsx";

interface SearchInputProps {
  label: string;
  defaultValue: string;
  /** Called a moment after the typing stops. */
  onSearch: (text: string) => void;
  className?: string;
}

const PAUSE_MS = 200;

/** A search box; "/" anywhere on the page goes to it, Escape empties it. */
export function SearchInput({ label, defaultValue, onSearch, className }: SearchInputProps) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const busy = event.target instanceof HTMLElement && (event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName));
      if (event.key !== "/" || busy || event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener("keydown", press);
    return () => {
      window.removeEventListener("keydown", press);
      clearTimeout(timer.current);
    };
  }, []);

  const search = (text: string, pause: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(text.trim()), pause);
  };
  const clear = () => {
    if (input.current === null) return;
    input.current.value = "";
    input.current.focus();
    search("", 0);
  };
  return (
    <div role="search" className={cn("group relative w-full sm:w-64", className)}>
      <Search aria-hidden="true" className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted-foreground" />
      <Input
        ref={input}
        type="text"
        inputMode="search"
        aria-label={label}
        placeholder={label}
        defaultValue={defaultValue}
        className="peer px-8"
        onChange={(event) => search(event.target.value, PAUSE_MS)}
        onKeyDown={(event) => event.key === "Escape" && clear()}
      />
      <button type="button" aria-label={t("common.clear")} onClick={clear} className="absolute top-1.5 right-1.5 flex size-5 cursor-pointer items-center justify-center rounded text-muted-foreground outline-none peer-placeholder-shown:hidden hover:bg-secondary focus-visible:ring-2 focus-visible:ring-ring">
        <X className="size-3.5" />
      </button>
    </div>
  );
}
