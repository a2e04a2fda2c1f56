import type { Extension } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, MatchDecorator, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import type { Language } from "./completion.ts";

/** What is set apart in a text: one group of the expression for each class. */
interface Pattern {
  pattern: RegExp;
  classes: readonly string[];
}

const PATTERNS: Record<Language, Pattern> = {
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

/** In JSON values stand inside of texts. */
const VALUES_IN_JSON: Pattern = { pattern: /(\{\{[^}"]*\}\})/g, classes: ["cm-value"] };

export function highlighting(language: Language): Extension {
  const marks = marking(PATTERNS[language]);
  return language === "json" ? [marking(VALUES_IN_JSON), marks] : marks;
}

function marking({ pattern, classes }: Pattern): Extension {
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
