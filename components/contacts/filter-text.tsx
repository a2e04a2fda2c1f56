"use client";
import { useState } from "react";
import { Input } from "#components/ui/input.tsx";
import { pressedKey } from "#components/ui/pressed-key.ts";

interface FilterTextProps {
  label: string;
  /** What the list is narrowed to; may change from outside, as when all filters are cleared. */
  value: string;
  maxLength: number;
  onChange: (value: string) => void;
}

/** A short text that a list is narrowed to: by Enter, or when it is left. */
export function FilterText({ label, value, maxLength, onChange }: FilterTextProps) {
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  if (value !== shown) {
    setShown(value);
    setText(value);
  }
  const apply = () => {
    if (text.trim() !== value) onChange(text.trim());
  };
  return (
    <Input
      aria-label={label}
      placeholder={label}
      value={text}
      maxLength={maxLength}
      autoComplete="off"
      className="w-40"
      onChange={(event) => setText(event.target.value)}
      onBlur={apply}
      onKeyDown={(event) => pressedKey(event) === "Enter" && apply()}
    />
  );
}
