"use client";
import { useForm } from "#components/node-form/form-context.tsx";
import { ListOption } from "#components/node-form/list/list-option.tsx";
import { DurationOption, NumberOption, SwitchOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { META_LIMITS } from "../../whatsapp/limits.ts";
import { MAX_ATTEMPTS, MAX_INVALID_MESSAGES, MAX_REMINDERS } from "./config.ts";

/** Fields of the options that every node has which asks. */

const { body } = META_LIMITS.text;

/** How often the contact may try, and what they hear in between. `limit`: of one message. */
export function AttemptsOptions({ limit = body }: { limit?: number }) {
  return (
    <>
      <NumberOption name="attempts" min={1} max={MAX_ATTEMPTS} step={1} />
      <InvalidMessages limit={limit} />
    </>
  );
}

/** How long is waited, and how the contact is reminded. */
export function DeadlineOptions() {
  return (
    <>
      <DurationOption name="timeout_seconds" />
      <ListOption name="reminders" max={MAX_REMINDERS} makeRow={() => ({ after_seconds: 3_600, message: "" })}>
        {({ at }) => (
          <>
            <TemplateOption name={at("message")} rows={2} limit={body} />
            <DurationOption name={at("after_seconds")} />
            <SwitchOption name={at("outside_window")} />
          </>
        )}
      </ListOption>
    </>
  );
}

/** What there is, and room for one more. */
function InvalidMessages({ limit }: { limit: number }) {
  const { options } = useForm();
  const written = options["invalid_messages"];
  const count = Array.isArray(written) ? written.length : 0;
  return Array.from({ length: Math.min(count + 1, MAX_INVALID_MESSAGES) }, (_, index) => (
    <TemplateOption key={index} name={`invalid_messages.${index}`} rows={2} limit={limit} />
  ));
}
