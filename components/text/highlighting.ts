import type { Extension } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, MatchDecorator, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { Language } from "./completion.ts";

/** What is set apart in a text: one group of the expression for each class. */
const PATTERNS: Record<Language, { pattern: RegExp; classes: readonly string[] }> = {
  template: {
    pattern: /(\{\{[^}]*\}\}|\{%[^}]*%\}|\{[\p{L}_][\p{L}\p{N}_.[\]]*\})|(\*[^*\s][^*\n]*\*)|(_[^_\s][^_\n]*_)/gu,
    classes: ["cm-value", "cm-strong", "cm-italic"],
  },
  condition: {
    pattern:
      /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\b(and|or|not|in|is|true|false|null|True|False|None|if|else)\b|\b(\d+(?:\.\d+)?)\b|([\p{L}_]\w*(?=\())/gu,
    classes: ["cm-text", "cm-word", "cm-number", "cm-function"],
  },
  json: {
    pattern: /("(?:[^"\\]|\\.)*")(?=\s*:)|("(?:[^"\\]|\\.)*")|\b(true|false|null)\b|(-?\b\d[\d.eE+-]*\b)/g,
    classes: ["cm-function", "cm-text", "cm-word", "cm-number"],
  },
};

export function highlighting(language: Language): Extension {
  const { pattern, classes } = PATTERNS[language];
  const decorator = new MatchDecorator({
    regexp: pattern,
    decoration: (match) => Decoration.mark({ class: classes[match.slice(1).findIndex((group) => group !== undefined)] ?? "" }),
  });
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;
      constructor(view: EditorView) {
        this.decorations = decorator.createDeco(view);
      }
      update(update: ViewUpdate) {
        this.decorations = decorator.updateDeco(update, this.decorations);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}
