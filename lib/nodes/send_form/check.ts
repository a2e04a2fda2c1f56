import type { ConfigIssue } from "../../engine/define-node.ts";
import { checkKeys } from "../../engine/validate/check-keys.ts";
import { isBlank } from "../../whatsapp/outgoing/fit-text.ts";
import { EMOJI } from "../../whatsapp/outgoing/interactive-form.ts";
import { INTERACTIVE_LIMITS } from "../../whatsapp/outgoing/interactive-parts.ts";
import { checkBody, checkFrame, type FrameIssue } from "../written-length.ts";
import { type FormConfig } from "./config.ts";

/** Codes of the issues that only this type has. */
export type SendFormIssue =
  | "no_message"
  | "body_over_limit"
  | "no_form"
  | "bad_screen"
  | "data_without_screen"
  | "button_emoji"
  | "half_mapped"
  | "same_key"
  | FrameIssue;

type Found = ConfigIssue & { code: SendFormIssue };

/** Meta's own rule for the names of screens, and the one name that means something else. */
const SCREEN = /^[A-Za-z_]+$/;
const RESERVED_SCREEN = "SUCCESS";

/** What an author should hear of; what values add is not known yet, and is made to fit when the form is sent. */
export function checkForm(config: FormConfig): ConfigIssue[] {
  const keys = Object.fromEntries(config.fields.map(({ key }, index) => [`fields.${index}.key`, key]));
  return [
    ...checkWords(config),
    ...checkTarget(config),
    ...checkFields(config),
    ...checkKeys({ ...keys, context_key: config.context_key }),
  ];
}

function checkWords({ message, header, footer, button }: FormConfig): Found[] {
  const issues: Found[] = [];
  if (isBlank(message)) {
    issues.push({ severity: "warning", code: "no_message", field: "message", message: "says nothing: it has no message" });
  }
  issues.push(
    ...checkBody("body_over_limit", "message", message),
    ...checkFrame({ header, footer, button }, INTERACTIVE_LIMITS.form.button),
  );
  if (!button.includes("{%") && button.search(EMOJI) >= 0) {
    const told = "has emoji on the form's button, which WhatsApp refuses: they are left out";
    issues.push({ severity: "warning", code: "button_emoji", field: "button", message: told });
  }
  return issues;
}

function checkTarget({ form_id, screen, data }: FormConfig): Found[] {
  const issues: Found[] = [];
  if (isBlank(form_id)) issues.push({ severity: "error", code: "no_form", field: "form_id", message: "has no form to send" });
  const name = screen.trim();
  if (name !== "" && !name.includes("{") && (!SCREEN.test(name) || name === RESERVED_SCREEN)) {
    const told = `names a screen "${name}", as no form of WhatsApp's has one: letters and _ only, and not ${RESERVED_SCREEN}`;
    issues.push({ severity: "error", code: "bad_screen", field: "screen", message: told, params: { screen: name } });
  }
  if (name === "" && data !== null && Object.keys(data).length > 0) {
    const told = "has data for the first screen, but does not name it: WhatsApp takes data only together with a screen";
    issues.push({ severity: "error", code: "data_without_screen", field: "screen", message: told });
  }
  return issues;
}

function checkFields({ fields }: FormConfig): Found[] {
  const seen = new Set<string>();
  return fields.flatMap(({ field, key }, index): Found[] => {
    if ((key === null) !== isBlank(field)) {
      const missing = key === null ? "key" : "field";
      const message = `has a row that does not say ${key === null ? "under which name the field is kept" : "which field is kept"}`;
      return [{ severity: "warning", code: "half_mapped", field: `fields.${index}.${missing}`, message }];
    }
    if (key === null) return [];
    const isTaken = seen.has(key);
    seen.add(key);
    if (!isTaken) return [];
    const message = `keeps two fields as "${key}": the second one stays`;
    return [{ severity: "warning", code: "same_key", field: `fields.${index}.key`, message, params: { key } }];
  });
}
