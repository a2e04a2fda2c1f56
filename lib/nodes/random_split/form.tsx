"use client";
import { ListOption } from "#components/node-form/list/list-option.tsx";
import { KeyOption, NumberOption, SwitchOption, TextOption } from "#components/node-form/simple-fields.tsx";
import { freshId } from "../fresh-id.ts";
import { MAX_BRANCHES, MAX_WEIGHT } from "./node.ts";

export function RandomSplitForm() {
  return (
    <>
      <ListOption
        name="branches"
        columns={["id", "weight"]}
        max={MAX_BRANCHES}
        makeRow={(rows) => ({ id: freshId("branch", rows), weight: 50 })}
      >
        {({ at }) => (
          <>
            <TextOption name={at("id")} isCode />
            <NumberOption name={at("weight")} min={0} max={MAX_WEIGHT} step={1} />
          </>
        )}
      </ListOption>
      <SwitchOption name="sticky" />
      <KeyOption name="context_key" />
    </>
  );
}
