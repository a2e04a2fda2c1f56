"use client";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "#components/ui/cn.ts";
import type { Json } from "#lib/engine/types.ts";
import { useForm } from "./form-context.tsx";
import { readOption } from "./option-path.ts";

interface FormSectionProps {
  title: string;
  /** Inside the row of a list. */
  isInset?: boolean;
  /** It starts open when one of these options is set. */
  openFor: readonly string[];
  children: ReactNode;
}

const isUnset = (value: Json | undefined) =>
  value === undefined || value === null || value === "" || value === false || value === 0 || (Array.isArray(value) && value.length === 0);

/** Options that most nodes leave alone. */
export function FormSection({ title, isInset = false, openFor, children }: FormSectionProps) {
  const { options, issues } = useForm();
  const isSet = openFor.some(
    (option) =>
      !isUnset(readOption(options, option)) || issues.some(({ field }) => field === option || field?.startsWith(`${option}.`) === true),
  );
  const [chosen, setChosen] = useState<boolean | null>(null);
  const isOpen = chosen ?? isSet;
  return (
    <section className={cn("flex flex-col", !isInset && "border-t border-border pt-3")}>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setChosen(!isOpen)}
        className={cn(
          "flex cursor-pointer items-center gap-1 rounded text-left outline-none focus-visible:ring-2 focus-visible:ring-ring",
          isInset ? "text-xs text-muted-foreground" : "text-[13px] font-medium",
        )}
      >
        <ChevronRight
          aria-hidden="true"
          className={cn("size-4 shrink-0 text-muted-foreground transition-transform duration-100", isOpen && "rotate-90")}
        />
        {title}
      </button>
      {isOpen && <div className="flex flex-col gap-4 pt-3">{children}</div>}
    </section>
  );
}
