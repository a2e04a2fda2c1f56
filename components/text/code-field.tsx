"use client";
import {
  createContext,
  type KeyboardEvent,
  lazy,
  type ReactNode,
  Suspense,
  type SyntheticEvent,
  use,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { Textarea } from "#components/ui/textarea.tsx";
import { builtInName } from "#lib/conditions/sentence.ts";
import { ENTRIES, exampleText, SECTIONS } from "#lib/engine/vocabulary/entries.ts";
import type { Translate } from "#lib/i18n/catalogue.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import { problemTextWith } from "#lib/i18n/problem-text.ts";
import type { CodeMirrorProps } from "./code-mirror.tsx";
import type { Offer } from "./completion.ts";
import { flawsIn } from "./flaws.ts";
import { pressedKey } from "#components/ui/pressed-key.ts";

/** Offline, or after a newer version was installed, the editor cannot be fetched: the plain field stays, and nothing is lost. */
const CodeMirror = lazy(() => import("./code-mirror.tsx").catch(() => ({ default: PlainField })));

/** What undoes and redoes a text: it has no history of its own. */
interface TextHistory {
  undo: () => void;
  redo: () => void;
}

const TextHistoryContext = createContext<TextHistory | null>(null);

export function TextHistoryProvider({ history, children }: { history: TextHistory; children: ReactNode }) {
  return <TextHistoryContext value={history}>{children}</TextHistoryContext>;
}

function useTextHistory(): TextHistory {
  const history = use(TextHistoryContext);
  if (history === null) throw new Error("there is no TextHistoryProvider above this field");
  return history;
}

type CodeFieldProps = Omit<CodeMirrorProps, "originOf" | "nameOf" | "helpOf" | "flawsOf" | "onUndo" | "onRedo" | "beginsAt">;

/** A field for texts with values, conditions or JSON. A plain field until the editor has been loaded. */
export function CodeField(props: CodeFieldProps) {
  const t = useT();
  const locale = useLocale();
  const { undo, redo } = useTextHistory();
  /** Where the cursor is in the plain field: whoever is in it goes on there in the editor that takes its place. */
  const [cursor, setCursor] = useState<number>();
  return (
    <Suspense fallback={<PlainField {...props} onCursor={setCursor} />}>
      <CodeMirror
        {...props}
        beginsAt={cursor}
        onUndo={undo}
        onRedo={redo}
        originOf={(setBy) => (setBy.length === 0 ? t("builder.builtIn") : setBy.slice(0, 2).join(", "))}
        nameOf={(path) => builtInName(path, locale)}
        helpOf={(offer) => helpOf(offer, t)}
        flawsOf={(text) =>
          flawsIn(props.language, text, props.paths).map(({ problem, ...place }) => ({
            ...place,
            message: problemTextWith(() => undefined, problem, locale),
          }))
        }
      />
    </Suspense>
  );
}

function helpOf({ kind, name }: Offer, t: Translate): { words: string; example: string } | null {
  const section = SECTIONS.find((each) => each === kind);
  const entry = section === undefined || name === undefined ? undefined : ENTRIES[section][name];
  return entry === undefined ? null : { words: t.maybe(`language.${kind}_${name}`) ?? "", example: exampleText(entry.example) };
}

interface PlainFieldProps extends CodeFieldProps, Partial<Pick<CodeMirrorProps, "beginsAt">> {
  /** Told where the cursor went, and with nothing when the field is left. */
  onCursor?: (at: number | undefined) => void;
}

function PlainField({
  id,
  label,
  value,
  onChange,
  rows,
  placeholder,
  describedBy,
  invalid,
  readOnly,
  beginsAt,
  onCursor,
  singleLine,
  onEnter,
}: PlainFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const begin = useEffectEvent(() => {
    if (beginsAt === undefined) return;
    field.current?.focus();
    field.current?.setSelectionRange(beginsAt, beginsAt);
  });
  useLayoutEffect(() => begin(), []);
  const tellCursor = ({ currentTarget }: SyntheticEvent<HTMLTextAreaElement>) => onCursor?.(currentTarget.selectionStart);
  const press = (event: KeyboardEvent) => {
    if (pressedKey(event) !== "Enter" || singleLine !== true) return;
    event.preventDefault();
    onEnter?.();
  };
  return (
    <Textarea
      ref={field}
      id={id}
      aria-label={label}
      value={value}
      rows={rows}
      placeholder={placeholder}
      readOnly={readOnly}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      className="text-[13px]"
      onKeyDown={press}
      onFocus={tellCursor}
      onSelect={tellCursor}
      onBlur={() => onCursor?.(undefined)}
      onChange={({ target }) => {
        // Before the browser says so: the editor may take over between two letters.
        onCursor?.(target.selectionStart);
        onChange(target.value);
      }}
    />
  );
}
