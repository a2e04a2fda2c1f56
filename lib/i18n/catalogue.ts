import { commonEn } from "./messages/common.en.ts";
import { commonPt } from "./messages/common.pt.ts";
import { answersEn } from "./messages/answers.en.ts";
import { answersPt } from "./messages/answers.pt.ts";
import { authEn } from "./messages/auth.en.ts";
import { authPt } from "./messages/auth.pt.ts";
import { flowsEn } from "./messages/flows.en.ts";
import { flowsPt } from "./messages/flows.pt.ts";
import { builderEn } from "./messages/builder.en.ts";
import { builderPt } from "./messages/builder.pt.ts";
import { conditionsEn } from "./messages/conditions.en.ts";
import { conditionsPt } from "./messages/conditions.pt.ts";
import { simulatorEn } from "./messages/simulator.en.ts";
import { simulatorPt } from "./messages/simulator.pt.ts";
import { executionsEn } from "./messages/executions.en.ts";
import { executionsPt } from "./messages/executions.pt.ts";
import { contactsEn } from "./messages/contacts.en.ts";
import { contactsPt } from "./messages/contacts.pt.ts";
import { channelsEn } from "./messages/channels.en.ts";
import { channelsPt } from "./messages/channels.pt.ts";
import { auditEn } from "./messages/audit.en.ts";
import { auditPt } from "./messages/audit.pt.ts";
import { calendarsEn } from "./messages/calendars.en.ts";
import { calendarsPt } from "./messages/calendars.pt.ts";
import { contactFieldsEn } from "./messages/contact-fields.en.ts";
import { contactFieldsPt } from "./messages/contact-fields.pt.ts";
import { importsEn } from "./messages/imports.en.ts";
import { importsPt } from "./messages/imports.pt.ts";
import { settingsEn } from "./messages/settings.en.ts";
import { settingsPt } from "./messages/settings.pt.ts";
import { errorsEn } from "./messages/errors.en.ts";
import { errorsPt } from "./messages/errors.pt.ts";
import { languageEn } from "./messages/language.en.ts";
import { languagePt } from "./messages/language.pt.ts";
import { phoneEn } from "./messages/phone.en.ts";
import { phonePt } from "./messages/phone.pt.ts";
import { problemsEn } from "./messages/problems.en.ts";
import { problemsPt } from "./messages/problems.pt.ts";
import { triggersEn } from "./messages/triggers.en.ts";
import { triggersPt } from "./messages/triggers.pt.ts";
import { unansweredEn } from "./messages/unanswered.en.ts";
import { unansweredPt } from "./messages/unanswered.pt.ts";
import type { Locale } from "./locale.ts";
import { fill, type Message, type Params, type ParamsOf } from "./message.ts";

/** Portuguese is the original: its keys and placeholders are the ones that the types demand. */
const pt = {
  common: commonPt,
  auth: authPt,
  flows: flowsPt,
  builder: builderPt,
  conditions: conditionsPt,
  simulator: simulatorPt,
  executions: executionsPt,
  contacts: contactsPt,
  unanswered: unansweredPt,
  channels: channelsPt,
  audit: auditPt,
  calendars: calendarsPt,
  fields: contactFieldsPt,
  imports: importsPt,
  settings: settingsPt,
  errors: errorsPt,
  language: languagePt,
  phone: phonePt,
  answers: answersPt,
  triggers: triggersPt,
  problems: problemsPt,
};
const en: Record<keyof typeof pt, Record<string, Message>> = {
  common: commonEn,
  auth: authEn,
  flows: flowsEn,
  builder: builderEn,
  conditions: conditionsEn,
  simulator: simulatorEn,
  executions: executionsEn,
  contacts: contactsEn,
  unanswered: unansweredEn,
  channels: channelsEn,
  audit: auditEn,
  calendars: calendarsEn,
  fields: contactFieldsEn,
  imports: importsEn,
  settings: settingsEn,
  errors: errorsEn,
  language: languageEn,
  phone: phoneEn,
  answers: answersEn,
  triggers: triggersEn,
  problems: problemsEn,
};

export const CATALOGUES: Record<Locale, Record<string, Record<string, Message>>> = { "pt-BR": pt, en };

type Texts = typeof pt;
type Area = keyof Texts;
/** `area.key`, such as `common.save`. */
export type MessageKey = { [A in Area]: `${A}.${keyof Texts[A] & string}` }[Area];
type MessageOf<Key extends string> = Key extends `${infer A extends Area}.${infer K}`
  ? K extends keyof Texts[A]
    ? Texts[A][K]
    : never
  : never;
type Args<Key extends string> = [ParamsOf<MessageOf<Key>>] extends [never]
  ? []
  : [params: Readonly<Record<ParamsOf<MessageOf<Key>>, string | number>>];

export interface Translate {
  <Key extends MessageKey>(key: Key, ...args: Args<Key>): string;
  /** For keys that are only known when running, such as an issue's code: null when the catalogue has no such text. */
  maybe(key: string, params?: Params): string | null;
}

function find(locale: Locale, key: string): Message | undefined {
  const dot = key.indexOf(".");
  const [area, name] = [key.slice(0, dot), key.slice(dot + 1)];
  const texts = Object.hasOwn(CATALOGUES[locale], area) ? CATALOGUES[locale][area] : undefined;
  return texts !== undefined && Object.hasOwn(texts, name) ? texts[name] : undefined;
}

/** The function that says things in this language. */
export function translator(locale: Locale): Translate {
  const maybe = (key: string, params?: Params): string | null => {
    const message = find(locale, key);
    return message === undefined ? null : fill(message, locale, params);
  };
  return Object.assign((key: string, params?: Params) => maybe(key, params) ?? key, { maybe });
}
