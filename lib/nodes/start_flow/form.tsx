"use client";
import { SegmentedOption } from "#components/node-form/enum-options.tsx";
import { FlowOption } from "#components/node-form/flow-option.tsx";
import { ListOption } from "#components/node-form/list/list-option.tsx";
import { KeyOption } from "#components/node-form/simple-fields.tsx";
import { ValueOption } from "#components/node-form/value-option.tsx";
import { MAX_HANDED_OVER, MODES } from "./config.ts";

export function StartFlowForm() {
  return (
    <>
      <FlowOption name="flow_id" />
      <SegmentedOption name="mode" values={MODES} />
      <ListOption name="context" max={MAX_HANDED_OVER} makeRow={() => ({ key: "", value: "" })}>
        {({ at }) => (
          <>
            <KeyOption name={at("key")} />
            <ValueOption name={at("value")} />
          </>
        )}
      </ListOption>
    </>
  );
}
