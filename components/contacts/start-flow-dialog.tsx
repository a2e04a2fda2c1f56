"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { call } from "#components/api/call.ts";
import { refusalText } from "#components/api/refusal-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog, DialogContent, DialogFooter } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import type { ContactDetail } from "#lib/api/contacts.ts";
import { listFlowsContract } from "#lib/api/flows.ts";
import { startFlowContract } from "#lib/api/start-flow.ts";
import { useT } from "#lib/i18n/client.tsx";
import { useWindow } from "#components/executions/use-window.ts";

interface StartFlowDialogProps {
  onClose: () => void;
  /** One who has a phone number. */
  contact: ContactDetail & { wa_id: string };
  name: string;
  onDone: () => void;
}

const MOST_FLOWS = 200;

/** Begins a published flow with the contact, whatever they are in. */
export function StartFlowDialog({ onClose, contact, name, onDone }: StartFlowDialogProps) {
  const t = useT();
  const window = useWindow(contact.window_closes_at);
  const { data: flows, error } = useQuery({
    queryKey: ["flows-to-start"],
    queryFn: ({ signal }) => call(listFlowsContract, { query: { limit: MOST_FLOWS, order: "edited" } }, signal),
    select: ({ items }) => items.filter(({ published_version: version }) => version !== null),
  });
  const [flowId, setFlowId] = useState("");
  const [key] = useState(() => crypto.randomUUID());
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const start = async () => {
    const flow = flows?.find(({ id }) => String(id) === flowId);
    if (flow === undefined) return setProblem(t("contacts.startMissing"));
    setPending(true);
    try {
      const body = { flow_id: flow.id, contact: `+${contact.wa_id}`, channel_id: contact.channel_id };
      await call(startFlowContract, { body, idempotencyKey: `${key}-${flow.id}` });
      toast.success(t("contacts.started", { flow: flow.name }));
      onClose();
    } catch (refused) {
      setProblem(refusalText(refused, t));
    }
    setPending(false);
    onDone();
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title={t("contacts.startTitle", { name })} description={t("contacts.startText")}>
        <Field label={t("contacts.startFlow")} help={flows?.length === 0 ? t("contacts.startNone") : undefined}>
          {(control) => (
            <Select value={flowId} onValueChange={setFlowId}>
              <SelectTrigger {...control}>
                <SelectValue placeholder={t("contacts.startChoose")} />
              </SelectTrigger>
              <SelectContent>
                {(flows ?? []).map((flow) => (
                  <SelectItem key={flow.id} value={String(flow.id)}>
                    {flow.name}
                  </SelectItem>
                ))}
              </SelectContent>
            </Select>
          )}
        </Field>
        {contact.open_execution !== null && (
          <Callout tone="warning">{t("contacts.startEnds", { flow: contact.open_execution.flow_name })}</Callout>
        )}
        {(window === "closed" || window === "never") && <Callout tone="warning">{t("contacts.startClosed")}</Callout>}
        {(problem ?? error) !== null && (
          <Callout tone="danger" role="alert">
            {problem ?? refusalText(error, t)}
          </Callout>
        )}
        <DialogFooter>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button variant="primary" pending={pending} onClick={() => void start()}>
            {t("contacts.startConfirm")}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
