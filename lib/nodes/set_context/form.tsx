"use client";
import { SelectOption } from "#components/node-form/enum-options.tsx";
import { asText, useForm } from "#components/node-form/form-context.tsx";
import { ListOption } from "#components/node-form/list/list-option.tsx";
import { readOption } from "#components/node-form/option-path.ts";
import { KeyOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { ValueOption } from "#components/node-form/value-option.tsx";
import { MAX_CHANGES, OPS } from "./config.ts";

export function SetContextForm() {
  const { config } = useForm();
  return (
    <ListOption name="set" max={MAX_CHANGES} makeRow={() => ({ key: "", op: "set", value: "" })}>
      {({ at }) => {
        const op = asText(readOption(config, at("op"))) || "set";
        return (
          <>
            <SelectOption name={at("op")} values={OPS} />
            <KeyOption name={at("key")} />
            {op !== "clear" && (op === "take" ? <TemplateOption name={at("value")} singleLine /> : <ValueOption name={at("value")} />)}
            {op === "take" && <KeyOption name={at("into")} />}
          </>
        );
      }}
    </ListOption>
  );
}
