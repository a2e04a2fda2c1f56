import { useState } from "react";
import { createRoot } from "react-dom/client";
import { z } from "zod";
import { TextHistoryProvider } from "#components/text/code-field.tsx";
import { defineNode, type NodeType } from "#lib/engine/define-node.ts";
import { text } from "#lib/engine/options.ts";
import { exitLabel, readNode } from "#lib/engine/read-config.ts";
import type { Context } from "#lib/engine/types.ts";
import { validate } from "#lib/engine/validate/validate.ts";
import { I18nProvider } from "#lib/i18n/client.tsx";
import type { OptionsWords } from "#lib/i18n/option-words.ts";
import { SegmentedOption, SelectOption } from "./enum-options.tsx";
import { FormProvider } from "./form-context.tsx";
import { GroupOption } from "./group-option.tsx";
import { ListOption } from "./list/list-option.tsx";
import { writeOption } from "./option-path.ts";
import { PathOption } from "./path-option.tsx";
import { NumberOption, TextOption } from "./simple-fields.tsx";
import { TemplateOption } from "./template-option.tsx";
import { WordsOption } from "./words-option.tsx";

/** A node type that no installation has, with a form of every kind of field: for the test in a browser. */
const menu: NodeType = defineNode({
  type: "menu",
  family: "listen",
  config: z.object({
    method: text(),
    body: z.object({ type: text() }).optional(),
    timeout_seconds: z.number().optional(),
    from: text(),
    headers: z.array(z.object({ name: text(), value: text() })).default([]),
    choices: z.array(z.object({ id: text(), title: text(), words: z.array(text()).default([]) })).default([]),
  }),
  defaults: {},
  exits: ({ choices }) => choices.map(({ id }) => id),
  exitLabel: ({ choices }, exit) => choices.find(({ id }) => id === exit)?.title ?? null,
  summary: () => "",
  templates: ({ headers }) => Object.fromEntries(headers.map(({ value }, index) => [`headers.${index}.value`, value])),
  sets: () => [],
  check: ({ choices }) =>
    choices.length === 1
      ? [{ severity: "warning", code: "one_choice", field: "choices", message: "has one choice, which is none" }]
      : choices.flatMap(({ title }, index) =>
          title === "Maybe"
            ? [{ severity: "error", code: "maybe", field: `choices.${index}.title`, message: "is no answer" } as const]
            : [],
        ),
  enter: () => ({ exit: "next" }),
});

const words: OptionsWords = {
  method: { label: "Method", values: { get: "Read", post: "Send" } },
  body: { label: "Body" },
  "body.type": { label: "Kind", values: { none: "None", json: "JSON" } },
  timeout_seconds: { label: "Give up after", placeholder: "10" },
  from: { label: "List" },
  headers: { label: "Headers", item: "Header", empty: "No headers." },
  "headers.name": { label: "Name" },
  "headers.value": { label: "Value" },
  choices: { label: "Choices", item: "Choice", help: "Three become buttons." },
  "choices.title": { label: "Title" },
  "choices.words": { label: "Words", help: "With commas between them." },
};

function MenuForm() {
  return (
    <>
      <SelectOption name="method" values={["get", "post"]} />
      <GroupOption name="body">
        <SegmentedOption name="body.type" values={["none", "json"]} />
      </GroupOption>
      <NumberOption name="timeout_seconds" min={1} max={60} step={1} unit="s" />
      <PathOption name="from" />
      <ListOption name="headers" columns={["name", "value"]} makeRow={() => ({ name: "", value: "" })}>
        {({ at }) => (
          <>
            <TextOption name={at("name")} />
            <TemplateOption name={at("value")} />
          </>
        )}
      </ListOption>
      <ListOption name="choices" min={1} max={3} makeRow={(rows) => ({ id: `choice${rows.length + 1}`, title: "", words: [] })}>
        {({ at }) => (
          <>
            <TextOption name={at("title")} />
            <WordsOption name={at("words")} />
          </>
        )}
      </ListOption>
    </>
  );
}

interface Steps {
  past: Context[];
  now: Context;
  group: string | null;
}

function Page({ initial, readOnly, locale }: { initial: Context; readOnly: boolean; locale: "en" | "pt-BR" }) {
  const [{ past, now, group }, setSteps] = useState<Steps>({ past: [], now: initial, group: null });
  const undo = () => setSteps((steps) => ({ past: steps.past.slice(0, -1), now: steps.past.at(-1) ?? steps.now, group: null }));
  const node = { id: "it", name: "It", node_type: "menu", config: now, position: { x: 0, y: 0 } };
  const issues = validate({ nodes: [node], transitions: [], start: "it" }, new Map([["menu", menu]]));
  const read = readNode(node, new Map([["menu", menu]]));
  const parsed = menu.config.safeParse(now);
  return (
    <I18nProvider locale={locale}>
      <TextHistoryProvider history={{ undo, redo: () => undefined }}>
        <FormProvider
          form={{
            options: now,
            config: parsed.success ? (parsed.data as Context) : now,
            optionsWords: words,
            issues,
            issueText: ({ message }) => message,
            paths: [{ path: "last_message", setBy: [] }],
            sample: {},
            takesSecrets: false,
            tryCall: null,
            uploadFile: null,
            readOnly,
            channelLists: null,
            usedExits: [],
            set: (path, value, { ownStep = false } = {}) =>
              setSteps((steps) => {
                const changed = writeOption(steps.now, path, value);
                if (changed === steps.now) return steps;
                const goesOn = !ownStep && steps.group === path;
                return { past: goesOn ? steps.past : [...steps.past, steps.now], now: changed, group: ownStep ? null : path };
              }),
          }}
        >
          <main style={{ width: 320, padding: 12 }} className="flex flex-col gap-4 bg-surface">
            <MenuForm />
          </main>
        </FormProvider>
      </TextHistoryProvider>
      <button type="button" onClick={undo}>
        undo {past.length} {group === null ? "" : "…"}
      </button>
      <pre data-config="">{JSON.stringify(now)}</pre>
      <pre data-exits="">{JSON.stringify(read?.type.exits(read.config).map((exit) => [exit, exitLabel(read, exit)]))}</pre>
    </I18nProvider>
  );
}

declare global {
  interface Window {
    show: (initial: Context, options?: { readOnly?: boolean; locale?: "en" | "pt-BR" }) => void;
  }
}

window.show = (initial, { readOnly = false, locale = "en" } = {}) => {
  document.body.innerHTML = '<div id="root"></div>';
  const root = document.getElementById("root");
  if (root !== null) createRoot(root).render(<Page initial={initial} readOnly={readOnly} locale={locale} />);
};
