"use client";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { RadioGroup } from "radix-ui";
import { type SubmitEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog, DialogContent, DialogFooter } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { useAction } from "#components/api/use-action.ts";
import { useT } from "#lib/i18n/client.tsx";
import { MiniGraph } from "./mini-graph.tsx";
import type { FlowActions, TemplateCard } from "./types.ts";

interface NewFlowDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  templates: readonly TemplateCard[];
  create: FlowActions["create"];
}

const BLANK = "blank";
const CARD =
  "flex cursor-pointer flex-col gap-2 rounded-lg border border-border bg-surface p-2.5 text-left outline-none hover:border-input focus-visible:ring-2 focus-visible:ring-ring data-[state=checked]:border-primary data-[state=checked]:ring-1 data-[state=checked]:ring-primary";

/** The gallery: a blank canvas or a template, and a name. */
export function NewFlowDialog({ open, onOpenChange, templates, create }: NewFlowDialogProps) {
  const t = useT();
  const router = useRouter();
  const { run, pending } = useAction();
  const [choice, setChoice] = useState(BLANK);
  const [name, setName] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const suggested = templates.find(({ id }) => id === choice)?.name ?? t("flows.nameDefault");
  const given = name ?? suggested;

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setMissing(given.trim() === "");
    if (given.trim() === "") return;
    const made = await run(() => create({ name: given.trim(), template: choice === BLANK ? null : choice }));
    if (made) router.push(`/console/flows/${made.value.id}`);
  };

  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title={t("flows.dialogTitle")} description={t("flows.dialogText")} className="max-w-3xl">
        <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
          <RadioGroup.Root
            value={choice}
            onValueChange={setChoice}
            aria-label={t("flows.dialogText")}
            className="grid grid-cols-1 gap-2 sm:grid-cols-2 md:grid-cols-3"
          >
            <RadioGroup.Item value={BLANK} className={CARD}>
              <span className="flex h-20 items-center justify-center rounded-md border border-dashed border-border bg-muted text-muted-foreground">
                <Plus aria-hidden="true" className="size-5" />
              </span>
              <CardText name={t("flows.blank")} text={t("flows.blankText")} />
            </RadioGroup.Item>
            {templates.map((template) => (
              <RadioGroup.Item key={template.id} value={template.id} className={CARD}>
                <span className="relative block h-20 rounded-md bg-muted p-1.5">
                  <MiniGraph nodes={template.nodes} links={template.links} />
                  <span className="absolute right-1 bottom-1 rounded bg-surface px-1 text-[11px] leading-4 text-muted-foreground">
                    {t("flows.templateNodes", { count: template.nodes.length })}
                  </span>
                </span>
                <CardText name={template.name} text={template.description} />
              </RadioGroup.Item>
            ))}
          </RadioGroup.Root>
          <Field label={t("flows.nameLabel")} error={missing ? t("flows.nameMissing") : undefined}>
            {(control) => (
              <Input
                {...control}
                value={given}
                maxLength={200}
                onChange={(event) => setName(event.target.value)}
                onFocus={(event) => event.target.select()}
              />
            )}
          </Field>
          <DialogFooter>
            <Button onClick={() => onOpenChange(false)}>{t("common.cancel")}</Button>
            <Button type="submit" variant="primary" pending={pending}>
              {t("flows.createButton")}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function CardText({ name, text }: { name: string; text: string }) {
  return (
    <span className="flex flex-col gap-0.5">
      <span className="text-sm font-medium">{name}</span>
      <span className="text-xs leading-4 text-muted-foreground">{text}</span>
    </span>
  );
}
