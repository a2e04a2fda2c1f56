"use client";
import { useQuery } from "@tanstack/react-query";
import { ListChecks } from "lucide-react";
import { useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { FilterSelect } from "#components/ui/filter-select.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { asText, type ChannelLists, type ListedForm, useOption } from "./form-context.tsx";
import { TemplateOption } from "./template-option.tsx";

/** A WhatsApp form: its id written by hand, or picked from those of a channel. */
export function ChannelFormOption({ name }: { name: string }) {
  const t = useT();
  const { readOnly, written, change, channelLists } = useOption(name);
  const [open, setOpen] = useState(false);
  return (
    <div className="flex flex-col gap-1.5">
      <TemplateOption name={name} singleLine />
      {!readOnly && channelLists !== null && (
        <Popover open={open} onOpenChange={setOpen}>
          <PopoverTrigger asChild>
            <Button size="sm" className="self-start">
              <ListChecks aria-hidden="true" />
              {t("channels.formPick")}
            </Button>
          </PopoverTrigger>
          <PopoverContent align="start" className="flex w-80 flex-col gap-2">
            <FormPicker
              lists={channelLists}
              chosen={asText(written)}
              pick={(form) => {
                change(form.id, { ownStep: true });
                setOpen(false);
              }}
            />
          </PopoverContent>
        </Popover>
      )}
    </div>
  );
}

interface FormListProps {
  /** Id or name of the form that is written there. */
  chosen: string;
  pick: (form: ListedForm) => void;
}

/** Asks while it is open only: Meta is asked each time. */
function FormPicker({ lists, chosen, pick }: FormListProps & { lists: ChannelLists }) {
  const t = useT();
  const [channelId, setChannelId] = useState<string | null>(null);
  const channels = useQuery({
    queryKey: ["channels-with-forms"],
    queryFn: ({ signal }) => lists.channels(signal),
  });
  const known = channels.data ?? [];
  const id = channelId ?? known[0]?.id ?? null;
  const forms = useQuery({
    queryKey: ["channel-forms", id],
    queryFn: ({ signal }) => lists.forms(id ?? "", signal),
    enabled: id !== null,
  });
  const error = channels.error ?? forms.error;
  if (channels.data?.length === 0) return <p className="text-xs text-muted-foreground">{t("channels.formNoChannel")}</p>;
  return (
    <>
      {known.length > 1 && id !== null && (
        <FilterSelect
          label={t("channels.formChannel")}
          value={id}
          onChange={setChannelId}
          options={known.map((channel) => ({ value: channel.id, label: channel.name }))}
        />
      )}
      {error !== null ? (
        <p role="alert" className="text-xs text-danger-text">
          {lists.problemText(error)}
        </p>
      ) : forms.data === undefined ? (
        <p role="status" className="text-xs text-muted-foreground">
          {t("channels.formLoading")}
        </p>
      ) : (
        <FormList forms={forms.data} chosen={chosen} pick={pick} />
      )}
    </>
  );
}

function FormList({ forms, chosen, pick }: FormListProps & { forms: readonly ListedForm[] }) {
  const t = useT();
  if (forms.length === 0) return <p className="text-xs text-muted-foreground">{t("channels.formNone")}</p>;
  return (
    <ul aria-label={t("channels.formPick")} className="flex max-h-64 flex-col gap-1 overflow-y-auto">
      {forms.map((form) => (
        <li key={form.id}>
          <button
            type="button"
            disabled={!form.sendable}
            aria-pressed={chosen === form.id || chosen === form.name}
            onClick={() => pick(form)}
            className="flex w-full cursor-pointer items-center gap-2 rounded-md px-2 py-1.5 text-left text-sm outline-none hover:bg-accent focus-visible:ring-2 focus-visible:ring-ring disabled:cursor-default disabled:opacity-60 aria-pressed:bg-primary-soft"
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate">{form.name}</span>
              <span className="block truncate font-mono text-xs text-muted-foreground">{form.id}</span>
            </span>
            <Badge tone={form.sendable ? "success" : "neutral"}>{t.maybe(`channels.form_${form.status}`) ?? form.status}</Badge>
          </button>
        </li>
      ))}
    </ul>
  );
}
