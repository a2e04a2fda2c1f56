"use client";
import { SelectOption } from "#components/node-form/enum-options.tsx";
import { asText, useForm } from "#components/node-form/form-context.tsx";
import { ListOption } from "#components/node-form/list/list-option.tsx";
import { readOption } from "#components/node-form/option-path.ts";
import { KeyOption, TextOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { WordsOption } from "#components/node-form/words-option.tsx";
import { freshId } from "../fresh-id.ts";
import { MAX_CASES } from "./config.ts";
import { TEST_NAMES, type TestName, TESTS } from "./tests.ts";

export function SwitchForm() {
  return (
    <>
      <TemplateOption name="value" singleLine />
      <ListOption name="cases" max={MAX_CASES} makeRow={(rows) => ({ id: freshId("case", rows), test: "equals", with: "" })}>
        {({ at }) => (
          <>
            <SelectOption name={at("test")} values={TEST_NAMES} />
            <WithOption test={at("test")} name={at("with")} />
            <TextOption name={at("id")} isCode />
          </>
        )}
      </ListOption>
      <KeyOption name="save_as" />
    </>
  );
}

/** What the chosen test is given: nothing, a text, the two ends of a range, or words. */
function WithOption({ test, name }: { test: string; name: string }) {
  const { config, options } = useForm();
  const chosen = asText(readOption(config, test)) as TestName;
  const written = readOption(options, name);
  switch (TESTS[chosen] ?? "one") {
    case "nothing":
      return null;
    case "two":
      return (
        <div className="grid grid-cols-2 gap-2">
          <End name={name} end={0} />
          <End name={name} end={1} />
        </div>
      );
    case "any":
    case "all":
      return <WordsOption name={name} />;
    case "one":
      return <TemplateOption name={Array.isArray(written) && written.length > 0 ? `${name}.0` : name} singleLine />;
  }
}

/** One end of a range, whatever stood there for another test. */
function End({ name, end }: { name: string; end: 0 | 1 }) {
  const { options, set } = useForm();
  const written = readOption(options, name);
  const both = Array.isArray(written) ? [asText(written[0]), asText(written[1])] : [asText(written), ""];
  return <TemplateOption name={`${name}.${end}`} singleLine onWrite={(text) => set(name, both.with(end, text))} />;
}
