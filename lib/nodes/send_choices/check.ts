import type { ConfigIssue } from "../../engine/define-node.ts";
import { checkKeys } from "../../engine/validate/check-keys.ts";
import { INTERACTIVE_LIMITS } from "../../whatsapp/outgoing/interactive-parts.ts";
import { isWebAddress } from "../../whatsapp/outgoing/web-address.ts";
import { isBlank } from "../../whatsapp/outgoing/fit-text.ts";
import { checkBody, checkFrame, type FrameIssue, writtenLength } from "../written-length.ts";
import type { ChoicesConfig } from "./config.ts";
import { coreOf, fold } from "../../engine/values/normal-text.ts";

/** Codes of the issues that only this type has. */
export type SendChoicesIssue =
  | "no_question"
  | "body_over_limit"
  | "no_choices"
  | "both_sources"
  | "no_list"
  | "no_title"
  | "same_title"
  | "same_word"
  | FrameIssue
  | "bad_picture"
  | "picture_and_header"
  | "picture_not_shown"
  | "title_over_row"
  | "description_over_row"
  | "more_than_rows";

type Found = ConfigIssue & { code: SendChoicesIssue };

const { buttons, list } = INTERACTIVE_LIMITS;

/**
 * What an author should hear of. Lengths are those of the words that stand there in any case: what a value adds is not known yet, and
 * is looked after when the message is sent (`presentation.ts`).
 */
export function checkChoices(config: ChoicesConfig): ConfigIssue[] {
  return [
    ...checkQuestion(config),
    ...checkPicture(config),
    ...(config.choices_from === null ? checkFixed(config) : checkList(config)),
    ...checkKeys({ context_key: config.context_key }),
  ];
}

function checkQuestion(config: ChoicesConfig): Found[] {
  const issues: Found[] = [];
  if (isBlank(config.message)) {
    issues.push({ severity: "warning", code: "no_question", field: "message", message: "asks nothing: it has no message" });
  }
  issues.push(
    ...checkBody("body_over_limit", "message", config.message),
    ...checkBody("body_over_limit", "retry_message", config.retry_message),
    ...checkFrame(config, list.button),
  );
  return issues;
}

/** Lists and numbered texts have no room for a picture: WhatsApp takes only words as their header. */
function checkPicture({ header_image, header, choices, choices_from }: ChoicesConfig): Found[] {
  if (isBlank(header_image)) return [];
  const issues: Found[] = [];
  const found = (severity: Found["severity"], code: SendChoicesIssue, message: string): Found => ({
    severity,
    code,
    field: "header_image",
    message,
  });
  if (!header_image.includes("{") && !isWebAddress(header_image.trim())) {
    issues.push(found("error", "bad_picture", "has a picture whose address is none: it has to begin with https:// or http://"));
  }
  const isOver =
    choices.length > buttons.most || choices.some((each) => !isBlank(each.description) || writtenLength(each.title) > buttons.title);
  if (choices_from === null && isOver) {
    const message = "has a picture that is not shown: its choices do not fit on buttons, and lists take only words as their header";
    issues.push(found("warning", "picture_not_shown", message));
  } else if (!isBlank(header)) {
    issues.push(found("warning", "picture_and_header", "has a picture and a header: buttons show only the picture"));
  }
  return issues;
}

function checkList({ choices, choices_from }: ChoicesConfig): Found[] {
  const issues: Found[] = [];
  if (choices_from !== null && isBlank(choices_from.list)) {
    issues.push({
      severity: "error",
      code: "no_list",
      field: "choices_from.list",
      message: "does not say which list the choices come from",
    });
  }
  if (choices.length > 0) {
    const message = "takes its choices from a list: those written here are not offered";
    issues.push({ severity: "warning", code: "both_sources", field: "choices_from", message });
  }
  return issues;
}

function checkFixed({ choices }: ChoicesConfig): Found[] {
  if (choices.length === 0) return [{ severity: "error", code: "no_choices", field: "choices", message: "has no choices to offer" }];
  const issues = choices.flatMap((choice, index) => checkChoice(choice, index));
  if (choices.length > list.most) {
    const message = `has ${choices.length} choices: WhatsApp's lists hold ${list.most}, so they are sent as a numbered text`;
    issues.push({
      severity: "warning",
      code: "more_than_rows",
      field: "choices",
      message,
      params: { limit: list.most, count: choices.length },
    });
  }
  return [...issues, ...checkNames(choices)];
}

function checkChoice({ id, title, description }: ChoicesConfig["choices"][number], index: number): Found[] {
  const issues: Found[] = [];
  const [titleLength, descriptionLength] = [writtenLength(title), writtenLength(description)];
  if (isBlank(title)) {
    const message = `has a choice without a title: the contact sees "${id}"`;
    issues.push({ severity: "warning", code: "no_title", field: `choices.${index}.title`, message, params: { id } });
  }
  if (titleLength > list.title) {
    const message = `has a title of ${titleLength} characters: a list shows ${list.title}, so all choices are sent as a numbered text`;
    const params = { limit: list.title, length: titleLength };
    issues.push({ severity: "warning", code: "title_over_row", field: `choices.${index}.title`, message, params });
  }
  if (descriptionLength > list.description) {
    const message = `has a description of ${descriptionLength} characters: a list shows ${list.description}, so all choices are sent as a numbered text`;
    const params = { limit: list.description, length: descriptionLength };
    issues.push({ severity: "warning", code: "description_over_row", field: `choices.${index}.description`, message, params });
  }
  return issues;
}

/** Titles that are told apart by a number, and words that would never decide because another choice has them too. */
function checkNames(choices: ChoicesConfig["choices"]): Found[] {
  const owner = new Map<string, number>();
  const taken = (name: string, index: number) => {
    const normal = coreOf(fold(name));
    const first = owner.get(normal) ?? index;
    if (normal !== "") owner.set(normal, first);
    return first !== index;
  };
  const titles = choices.flatMap(({ title }, index): Found[] => {
    if (!taken(title, index)) return [];
    const message = `has two choices called "${title}": the second gets a number`;
    return [{ severity: "warning", code: "same_title", field: `choices.${index}.title`, message, params: { title } }];
  });
  const words = choices.flatMap(({ words }, index) =>
    words.flatMap((word): Found[] => {
      if (!taken(word, index)) return [];
      const message = `has the word "${word}" in two choices: whoever writes it is understood as none of them`;
      return [{ severity: "warning", code: "same_word", field: `choices.${index}.words`, message, params: { word } }];
    }),
  );
  return [...titles, ...words];
}
