"use client";
import { autocompletion, type Completion, type CompletionContext, type CompletionResult, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, placeholder as placeholderText } from "@codemirror/view";
import { useEffectEvent, useLayoutEffect, useRef } from "react";
import { editorTheme } from "./code-theme.ts";
import { type KnownPath, type Language, type Offer, offersAt } from "./completion.ts";
import { FOCUS_AT_END } from "./focus-at-end.ts";
import { highlighting, type SaidFlaw } from "./highlighting.ts";

export interface CodeMirrorProps {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  language: Language;
  paths: readonly KnownPath[];
  /** How a path's origin is told beside it. */
  originOf: (setBy: readonly string[]) => string;
  /** What a value that is always there is called; null for the flow's own, which are called by their names. */
  nameOf: (path: string) => string | null;
  /** What is said of a name of the language while it is chosen. */
  helpOf: (offer: Offer) => { words: string; example: string } | null;
  /** What is wrong with the text, in the reader's words. */
  flawsOf: (text: string) => readonly SaidFlaw[];
  rows: number;
  placeholder?: string | undefined;
  describedBy?: string | undefined;
  invalid?: boolean | undefined;
  readOnly?: boolean | undefined;
  /** Set where the keyboard is to be in it from the start, with the cursor there. */
  beginsAt: number | undefined;
  onUndo: () => void;
  onRedo: () => void;
  /** Set where Enter does not begin a new line. */
  singleLine?: boolean | undefined;
  /** Enter in a single line that is not choosing a completion. */
  onEnter?: (() => void) | undefined;
}

/** A text with completion. It has no history of its own: the draft's undo covers it. */
export default function CodeMirror(props: CodeMirrorProps) {
  const { value, label, id, describedBy, invalid, readOnly } = props;
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const changing = useRef(new Compartment());

  const changed = useEffectEvent((text: string) => props.onChange(text));
  const undo = useEffectEvent(() => props.onUndo());
  const redo = useEffectEvent(() => props.onRedo());
  const enter = useEffectEvent(() => props.onEnter?.());
  const complete = useEffectEvent((context: CompletionContext): CompletionResult | null => {
    const text = context.state.doc.toString();
    const found = offersAt(props.language, text.slice(0, context.pos), text.slice(context.pos), props.paths);
    if (!found || !(found.from < context.pos || context.explicit || (found.isDue && text !== ""))) return null;
    const from = found.from + found.mark;
    const options = found.offers.map((offer, index) => {
      const help = offer.name === undefined ? null : props.helpOf(offer);
      const name = offer.kind === "path" ? props.nameOf(offer.label) : null;
      return {
        // Found by either of its names.
        label: name === null ? offer.label : `${offer.label} ${name}`,
        ...(name === null ? {} : { displayLabel: name }),
        apply: (view: EditorView, _: Completion, start: number, end: number) =>
          view.dispatch({
            changes: { from: start - found.mark, to: end, insert: offer.insert },
            selection: { anchor: start - found.mark + offer.insert.length },
            userEvent: "input.complete",
          }),
        type: offer.kind,
        // The flow's own values come first, the nearest on top.
        boost: offer.kind === "path" ? Math.max(1, 99 - index) : 0,
        ...(offer.setBy === undefined ? {} : { detail: name === null ? props.originOf(offer.setBy) : offer.label }),
        ...(help === null ? {} : { info: () => helpNode(help) }),
      };
    });
    // A dot and a bar call for other offers.
    return { from, options, filter: true, ...(found.from === context.pos ? {} : { validFor: /^[\p{L}\p{N}_]*$/u }) };
  });
  const flawsOf = useEffectEvent((text: string) => props.flawsOf(text));
  const setup = useEffectEvent((): EditorView | null => {
    if (parent.current === null) return null;
    const run = (action: () => void) => () => {
      action();
      return true;
    };
    const extensions: Extension[] = [
      editorTheme(props.rows, props.language !== "template"),
      highlighting(props.language, (text) => flawsOf(text)),
      bracketMatching(),
      EditorView.lineWrapping,
      autocompletion({ override: [(context) => complete(context)], icons: false, activateOnTyping: true }),
      keymap.of([
        { key: "Mod-z", run: run(() => undo()) },
        { key: "Mod-Shift-z", run: run(() => redo()) },
        { key: "Mod-y", run: run(() => redo()) },
        ...completionKeymap,
        ...(props.singleLine === true ? [{ key: "Enter", run: run(() => enter()) }] : []),
        // The page's own: on to the next node.
        ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter"),
      ]),
      EditorView.domEventHandlers({
        [FOCUS_AT_END]: (_: Event, editor: EditorView) => {
          editor.dispatch({ selection: { anchor: editor.state.doc.length } });
          // Its own way of taking the focus brings the selection along: a bare one leaves the page's at the first letter for a moment.
          editor.focus();
        },
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged && !update.transactions.some((transaction) => transaction.isUserEvent("outside")))
          changed(update.state.doc.toString());
      }),
      changing.current.of([]),
      ...(props.placeholder === undefined ? [] : [placeholderText(props.placeholder)]),
    ];
    const made = new EditorView({ parent: parent.current, state: EditorState.create({ doc: props.value, extensions }) });
    if (props.beginsAt !== undefined) {
      made.dispatch({ selection: { anchor: Math.min(props.beginsAt, made.state.doc.length) } });
      made.focus();
    }
    return made;
  });

  // Before the page handles another key: between the plain field and this one a letter would be the canvas's.
  useLayoutEffect(() => {
    const made = setup();
    view.current = made;
    return () => made?.destroy();
  }, []);

  useLayoutEffect(() => {
    const attributes = {
      id,
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": label,
      "aria-describedby": describedBy ?? "",
      "aria-invalid": invalid === true ? "true" : "false",
      spellcheck: "true",
    };
    view.current?.dispatch({
      effects: changing.current.reconfigure([
        EditorState.readOnly.of(readOnly === true),
        EditorView.editable.of(readOnly !== true),
        EditorView.contentAttributes.of(attributes),
      ]),
    });
  }, [id, label, describedBy, invalid, readOnly]);

  useLayoutEffect(() => {
    const editor = view.current;
    if (!editor || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: difference(editor.state.doc.toString(), value), userEvent: "outside" });
  }, [value]);

  return <div ref={parent} data-invalid={invalid === true || undefined} className="code-field" />;
}

function helpNode({ words, example }: { words: string; example: string }): HTMLElement {
  const node = document.createElement("div");
  const code = document.createElement("code");
  code.textContent = example;
  node.append(words, code);
  return node;
}

/** The one stretch that differs, so that an undo from outside leaves the cursor where it is. */
function difference(before: string, after: string): { from: number; to: number; insert: string } {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from += 1;
  let end = 0;
  while (end < before.length - from && end < after.length - from && before[before.length - 1 - end] === after[after.length - 1 - end])
    end += 1;
  return { from, to: before.length - end, insert: after.slice(from, after.length - end) };
}
