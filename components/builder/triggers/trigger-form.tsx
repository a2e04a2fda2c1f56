"use client";
import { Trash2 } from "lucide-react";
import { useId } from "react";
import { triggerText } from "#lib/i18n/trigger-text.ts";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { competes, isOnChannels, ON_OPEN, type Trigger, TRIGGER_TYPES } from "#lib/engine/trigger-types.ts";
import { MOST_PRIORITY } from "#lib/engine/triggers/schema.ts";
import type { Issue } from "#lib/engine/validate/issue.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { issueText } from "../issues/issue-text.ts";
import { useSurroundings } from "../issues/surroundings.tsx";
import { useEditorState } from "../store/editor-context.tsx";
import { TriggerOptions } from "./trigger-options.tsx";
import { withType } from "./with-type.ts";

interface TriggerFormProps {
  trigger: Trigger;
  channels: readonly { phone_number_id: string; name: string }[];
  issues: readonly Issue[];
  readOnly: boolean;
  isNew: boolean;
  onChange: (trigger: Trigger) => void;
  onRemove: () => void;
}

/** Types in the order of their use. */
const CHOICES = TRIGGER_TYPES.toSorted((a, b) => Number(b === "words") - Number(a === "words"));

export function TriggerForm({ trigger, channels, issues, readOnly, isNew, onChange, onRemove }: TriggerFormProps) {
  const t = useT();
  const locale = useLocale();
  const graph = useEditorState((state) => state.graph);
  const { begunBy } = useSurroundings();
  const titleId = useId();
  return (
    <div aria-labelledby={titleId} role="group" className="flex flex-col gap-3 rounded-lg border border-border p-3">
      <div className="flex items-start justify-between gap-2">
        <p id={titleId} className="min-w-0 text-[13px] font-semibold wrap-anywhere">
          {triggerText(trigger, t)}
        </p>
        {!readOnly && (
          <Tooltip label={t("triggers.remove")}>
            <Button variant="ghost" size="icon-sm" aria-label={t("triggers.remove")} onClick={onRemove}>
              <Trash2 />
            </Button>
          </Tooltip>
        )}
      </div>
      {issues.map((issue, index) => (
        <p key={index} role="status" className={`text-xs ${issue.severity === "error" ? "text-danger-text" : "text-warning-text"}`}>
          {issueText(issue, graph, t, locale)}
        </p>
      ))}
      <SelectField
        label={t("triggers.type")}
        help={t(`triggers.help_${trigger.type}`)}
        value={trigger.type}
        options={CHOICES.map((value) => ({ value, label: t(`triggers.type_${value}`) }))}
        readOnly={readOnly}
        onChange={(type) => onChange(withType(trigger, type))}
      />
      <TriggerOptions trigger={trigger} readOnly={readOnly} isNew={isNew} onChange={onChange} />
      {trigger.type === "flow" ? (
        <BegunBy flows={begunBy} />
      ) : (
        <Reach trigger={trigger} channels={channels} readOnly={readOnly} onChange={onChange} />
      )}
    </div>
  );
}

/** Which flows begin this one, where that is known. */
function BegunBy({ flows }: { flows: readonly string[] | undefined }) {
  const t = useT();
  if (flows === undefined) return null;
  const text = flows.length === 0 ? t("triggers.begunByNone") : t("triggers.begunBy", { flows: flows.join(", ") });
  return <p className="text-[13px] wrap-anywhere">{text}</p>;
}

/** What becomes of an open conversation, in which order it is tried, and where: as far as that means anything for its type. */
function Reach({ trigger, channels, readOnly, onChange }: Pick<TriggerFormProps, "trigger" | "channels" | "readOnly" | "onChange">) {
  const t = useT();
  return (
    <>
      <SelectField
        label={t("triggers.onOpen")}
        help={t(`triggers.onOpenHelp_${trigger.on_open}`)}
        value={trigger.on_open}
        options={ON_OPEN.map((value) => ({ value, label: t(`triggers.onOpen_${value}`) }))}
        readOnly={readOnly}
        onChange={(on_open) => onChange({ ...trigger, on_open })}
      />
      {competes(trigger.type) && (
        <Field label={t("triggers.priority")} help={t("triggers.priorityHelp")}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={MOST_PRIORITY}
              step={1}
              readOnly={readOnly}
              value={trigger.priority}
              onChange={({ target }) => {
                const priority = Number(target.value);
                if (Number.isInteger(priority) && priority >= 1 && priority <= MOST_PRIORITY) onChange({ ...trigger, priority });
              }}
            />
          )}
        </Field>
      )}
      {isOnChannels(trigger.type) && channels.length > 1 && (
        <Channels trigger={trigger} channels={channels} readOnly={readOnly} onChange={onChange} />
      )}
    </>
  );
}

function Channels({ trigger, channels, readOnly, onChange }: Pick<TriggerFormProps, "trigger" | "channels" | "readOnly" | "onChange">) {
  const t = useT();
  const id = useId();
  const chosen = trigger.channels ?? [];
  const choose = (next: string[]) => onChange({ ...trigger, channels: next.length === 0 ? undefined : next });
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="pb-1 text-[13px] font-medium">{t("triggers.channels")}</legend>
      {chosen.length === 0 && <p className="text-xs text-muted-foreground">{t("triggers.channelsAll")}</p>}
      {channels.map(({ phone_number_id: number, name }) => (
        <div key={number} className="flex items-center gap-2 text-[13px]">
          <Checkbox
            id={`${id}-${number}`}
            checked={chosen.includes(number)}
            disabled={readOnly}
            onCheckedChange={(on) => choose(on === true ? [...chosen, number] : chosen.filter((each) => each !== number))}
          />
          <label htmlFor={`${id}-${number}`} className="min-w-0 truncate">
            {name}
          </label>
        </div>
      ))}
    </fieldset>
  );
}
