import type { Extension } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { Language } from "./completion.ts";
import { piecesIn } from "./tokens.ts";

/** A flaw in words for the reader. */
export interface SaidFlaw {
  from: number;
  to: number;
  severity: "error" | "warning";
  message: string;
}

/** Sets apart what the language reads, and underlines what it does not understand; `flawsOf` says why. */
export function highlighting(language: Language, flawsOf: (text: string) => readonly SaidFlaw[]): Extension {
  const decorate = (view: EditorView): DecorationSet => {
    const text = view.state.doc.toString();
    const pieces = piecesIn(language, text).map((piece) => Decoration.mark({ class: piece.class }).range(piece.from, piece.to));
    // Nobody is told off for what is being written.
    const { main } = view.state.selection;
    const isBeingWritten = ({ from, to }: SaidFlaw) => view.hasFocus && main.head >= from && main.head <= to;
    const flaws = flawsOf(text)
      .filter((flaw) => flaw.from < flaw.to && flaw.to <= text.length && !isBeingWritten(flaw))
      .map(({ from, to, severity, message }) =>
        Decoration.mark({ class: `cm-flaw cm-flaw-${severity}`, attributes: { title: message } }).range(from, to),
      );
    return Decoration.set([...pieces, ...flaws], true);
  };
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = decorate(view);
      }
      update(update: ViewUpdate) {
        if (update.docChanged || update.focusChanged || update.selectionSet) this.decorations = decorate(update.view);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}
