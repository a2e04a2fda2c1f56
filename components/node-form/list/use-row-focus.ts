"use client";
import { type RefObject, useLayoutEffect, useRef } from "react";

type Place = "first" | "last" | "handle";

interface RowFocus {
  list: RefObject<HTMLUListElement | null>;
  /** Once the list has changed, the keyboard is in that row: in a field of it, or at what moves it. */
  focusRow(index: number, place: Place): void;
  /** Once the list has changed, the keyboard is at what adds a row. */
  focusAdd(): void;
}

const WRITABLE = "input, textarea, [contenteditable='true'], button[role='combobox'], [role='radio']";

/** `rows`: the list as it is; a request waits for it to become another one. */
export function useRowFocus(rows: unknown): RowFocus {
  const list = useRef<HTMLUListElement>(null);
  const wanted = useRef<{ index: number; place: Place } | "add" | null>(null);
  useLayoutEffect(() => {
    const request = wanted.current;
    wanted.current = null;
    if (request === null) return;
    if (request === "add") {
      list.current?.parentElement?.querySelector<HTMLElement>("[data-add-row]")?.focus();
      return;
    }
    const row = list.current?.children[request.index];
    const control =
      request.place === "handle"
        ? row?.querySelector<HTMLElement>("[data-row-handle]")
        : [...(row?.querySelectorAll<HTMLElement>(WRITABLE) ?? [])].at(request.place === "first" ? 0 : -1);
    control?.focus();
    control?.scrollIntoView({ block: "nearest" });
  }, [rows]);
  return {
    list,
    focusRow(index, place) {
      wanted.current = { index, place };
    },
    focusAdd() {
      wanted.current = "add";
    },
  };
}
