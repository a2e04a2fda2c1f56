"use client";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Label } from "#components/ui/label.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { MARK_READ, type MarkRead } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";

interface ReceiptFieldsProps {
  markRead: MarkRead;
  onMarkRead: (value: MarkRead) => void;
  typing: boolean;
  onTyping: (value: boolean) => void;
}

/** What a channel shows contacts of what becomes of their messages. */
export function ReceiptFields({ markRead, onMarkRead, typing, onTyping }: ReceiptFieldsProps) {
  const t = useT();
  return (
    <>
      <SelectField
        label={t("flows.setting_mark_read")}
        help={`${t("flows.markReadHelp")} ${t("channels.receiptsHelp")}`}
        value={markRead}
        options={MARK_READ.map((value) => ({ value, label: t(`flows.markRead_${value}`) }))}
        onChange={onMarkRead}
      />
      <div className="flex flex-col gap-1">
        <Label className="flex items-center gap-2 font-normal">
          <Checkbox checked={typing} onCheckedChange={(checked) => onTyping(checked === true)} />
          {t("flows.setting_typing")}
        </Label>
        <p className="text-xs leading-4 text-muted-foreground">{t("flows.typingHelp")}</p>
      </div>
    </>
  );
}
