"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { toast } from "sonner";
import { useT } from "#lib/i18n/client.tsx";
import { Button, type ButtonProps } from "./button.tsx";

interface CopyButtonProps extends Omit<ButtonProps, "value" | "onClick"> {
  text: string;
  /** What is copied: "webhook URL". */
  label: string;
}

/** Copies a text, and says so by its icon and to screen readers. */
export function CopyButton({ text, label, size = "icon-sm", variant = "ghost", ...props }: CopyButtonProps) {
  const t = useT();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => toast.error(t("common.copyFailed")),
    );
  const name = copied ? t("common.copied") : t("common.copyThing", { thing: label });
  return (
    <Button size={size} variant={variant} aria-label={name} title={name} onClick={() => void copy()} {...props}>
      {copied ? <Check className="text-success-text" /> : <Copy />}
      <span role="status" className="sr-only">
        {copied ? t("common.copied") : ""}
      </span>
    </Button>
  );
}
