"use client";
import { SegmentedOption } from "#components/node-form/enum-options.tsx";
import { FlowOption } from "#components/node-form/flow-option.tsx";
import { useForm } from "#components/node-form/form-context.tsx";
import { JsonOption } from "#components/node-form/json-option.tsx";
import { ListOption } from "#components/node-form/list/list-option.tsx";
import { readOption } from "#components/node-form/option-path.ts";
import { KeyOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { MAX_HANDED_OVER, MODES } from "./config.ts";

export function StartFlowForm() {
  const { options } = useForm();
  return (
    <>
      <FlowOption name="flow_id" />
      <SegmentedOption name="mode" values={MODES} />
      <ListOption name="context" max={MAX_HANDED_OVER} makeRow={() => ({ key: "", value: "" })}>
        {({ at }) => {
          const value = readOption(options, at("value"));
          return (
            <>
              <KeyOption name={at("key")} />
              {typeof value === "object" && value !== null ? (
                <JsonOption name={at("value")} />
              ) : (
                <TemplateOption name={at("value")} rows={2} />
              )}
            </>
          );
        }}
      </ListOption>
    </>
  );
}
