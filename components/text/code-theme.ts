import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

const LINE_PX = 20;
const PADDING_PX = 6;

/** The looks of our own controls, from the same variables, so that both colour schemes are right. `isCode`: written for a machine. */
export function editorTheme(rows: number, isCode: boolean): Extension {
  const minHeight = `${rows * LINE_PX + 2 * PADDING_PX}px`;
  return EditorView.theme({
    "&": {
      fontSize: "13px",
      color: "var(--foreground)",
      backgroundColor: "var(--surface)",
      border: "1px solid var(--input)",
      borderRadius: "6px",
    },
    "&.cm-focused": {
      outline: "none",
      borderColor: "var(--ring)",
      boxShadow: "0 0 0 2px color-mix(in oklch, var(--ring) 40%, transparent)",
    },
    ".cm-scroller": { fontFamily: "inherit", lineHeight: `${LINE_PX}px`, maxHeight: "40vh", overflow: "auto" },
    ".cm-content": {
      minHeight,
      padding: `${PADDING_PX}px 0`,
      caretColor: "var(--foreground)",
      ...(isCode && { fontFamily: "ui-monospace, monospace" }),
    },
    ".cm-line": { padding: "0 10px" },
    ".cm-cursor": { borderLeftColor: "var(--foreground)" },
    ".cm-placeholder": { color: "var(--muted-foreground)" },
    ".cm-matchingBracket": { backgroundColor: "var(--primary-soft)", color: "inherit" },
    ".cm-value": { color: "var(--primary-text)", backgroundColor: "var(--primary-soft)", borderRadius: "3px" },
    ".cm-strong": { fontWeight: "600" },
    ".cm-italic": { fontStyle: "italic" },
    ".cm-text": { color: "var(--success-text)" },
    ".cm-word": { color: "var(--info-text)", fontWeight: "500" },
    ".cm-number": { color: "var(--warning-text)" },
    ".cm-function": { color: "var(--primary-text)", fontWeight: "500" },
    ".cm-comment": { color: "var(--muted-foreground)", fontStyle: "italic" },
    ".cm-flaw": { textDecoration: "underline wavy", textDecorationSkipInk: "none", textUnderlineOffset: "3px" },
    ".cm-flaw-error": { textDecorationColor: "var(--danger-text)" },
    ".cm-flaw-warning": { textDecorationColor: "var(--warning-text)" },
    ".cm-tooltip": {
      border: "1px solid var(--border)",
      borderRadius: "8px",
      backgroundColor: "var(--popover)",
      color: "var(--popover-foreground)",
      overflow: "hidden",
      boxShadow: "0 8px 24px rgb(0 0 0 / 0.15)",
    },
    ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "16em", padding: "4px" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "4px 8px", borderRadius: "4px" },
    ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--secondary)", color: "inherit" },
    ".cm-completionDetail": { color: "var(--muted-foreground)", fontStyle: "normal", marginLeft: "8px" },
    ".cm-tooltip.cm-completionInfo": { padding: "6px 10px", maxWidth: "18rem", fontSize: "12px", lineHeight: "16px" },
    ".cm-completionInfo code": { display: "block", marginTop: "4px", color: "var(--muted-foreground)", overflowWrap: "anywhere" },
    ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600" },
  });
}
