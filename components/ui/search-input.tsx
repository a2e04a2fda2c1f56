"use client";
import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useT } from "#lib/i18n/client.tsx";
import { cn } from "./cn.ts";
import { Input } from "./input.tsx";
import { pressedKey } from "./pressed-key.ts";

interface SearchInputProps {
  label: string;
  /** What is searched for; may change from outside, as when all filters are cleared. */
  value: string;
  /** Called a moment after the typing stops, and before anything else is clicked. */
  onSearch: (text: string) => void;
  className?: string;
}

const PAUSE_MS = 200;

/** A search box; "/" anywhere on the page goes to it, Escape empties it. */
export function SearchInput({ label, value, onSearch, className }: SearchInputProps) {
  const t = useT();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(onSearch);
  const [text, setText] = useState(value);
  /** What was last asked for here: the response to it must not take back what has been typed since. */
  const [requested, setRequested] = useState(value);
  if (value !== requested) {
    setRequested(value);
    setText(value);
  }

  useEffect(() => {
    latest.current = onSearch;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const busy =
        event.target instanceof HTMLElement && (event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName));
      if (pressedKey(event) !== "/" || busy || event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener("keydown", press);
    return () => {
      window.removeEventListener("keydown", press);
      clearTimeout(timer.current);
    };
  }, []);

  const search = (wanted: string) => {
    clearTimeout(timer.current);
    if (wanted.trim() === requested) return;
    setRequested(wanted.trim());
    latest.current(wanted.trim());
  };
  const type = (typed: string) => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => search(typed), PAUSE_MS);
  };
  const clear = () => {
    setText("");
    input.current?.focus();
    search("");
  };
  return (
    <div role="search" className={cn("group relative w-full sm:w-68", className)}>
      <Search aria-hidden="true" className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted-foreground" />
      <Input
        ref={input}
        type="text"
        inputMode="search"
        aria-label={label}
        placeholder={label}
        value={text}
        className="peer px-8"
        onChange={(event) => type(event.target.value)}
        onBlur={() => search(text)}
        onKeyDown={(event) => pressedKey(event) === "Escape" && clear()}
      />
      <button
        type="button"
        aria-label={t("common.clear")}
        onClick={clear}
        className="absolute top-1.5 right-1.5 flex size-5 cursor-pointer items-center justify-center rounded text-muted-foreground outline-none peer-placeholder-shown:hidden hover:bg-secondary focus-visible:ring-2 focus-visible:ring-ring"
      >
        <X className="size-3.5" />
      </button>
    </div>
  );
}
