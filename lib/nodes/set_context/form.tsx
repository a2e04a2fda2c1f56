"use client";
import { SelectOption } from "#components/node-form/enum-options.tsx";
import { asText, useForm } from "#components/node-form/form-context.tsx";
import { JsonOption } from "#components/node-form/json-option.tsx";
import { ListOption } from "#components/node-form/list/list-option.tsx";
import { readOption } from "#components/node-form/option-path.ts";
import { KeyOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { MAX_CHANGES, OPS } from "./config.ts";

export function SetContextForm() {
  const { config, options } = useForm();
  return (
    <ListOption name="set" max={MAX_CHANGES} makeRow={() => ({ key: "", op: "set", value: "" })}>
      {({ at }) => {
        const op = asText(readOption(config, at("op"))) || "set";
        const value = readOption(options, at("value"));
        return (
          <>
            <SelectOption name={at("op")} values={OPS} />
            <KeyOption name={at("key")} />
            {op !== "clear" &&
              (typeof value === "object" && value !== null ? (
                <JsonOption name={at("value")} />
              ) : (
                <TemplateOption name={at("value")} rows={2} singleLine={op === "take"} />
              ))}
            {op === "take" && <KeyOption name={at("into")} />}
          </>
        );
      }}
    </ListOption>
  );
}
