"use client";
import { createContext, type ReactNode, use } from "react";
import type { KnownPath } from "#components/text/completion.ts";
import type { Calendar } from "#lib/engine/calendar/types.ts";
import type { CallName } from "#lib/engine/calls.ts";
import type { Issue } from "#lib/engine/validate/issue.ts";
import type { Context, Json } from "#lib/engine/types.ts";
import type { MediaKind } from "#lib/whatsapp/media-kinds.ts";
import { optionWords, type OptionsWords, type OptionWords } from "#lib/i18n/option-words.ts";
import { readOption } from "./option-path.ts";

interface SetOptions {
  /** Otherwise changes of one option in quick succession, such as letters, are one step to undo together. */
  ownStep?: boolean;
}

/** What came back, or in words why the call could not be made. */
export type TriedCall = { result: Context } | { problem: string };

/** A WhatsApp form of an account, as Meta lists it. */
export interface ListedForm {
  id: string;
  name: string;
  /** Meta's word. */
  status: string;
  /** It is published. */
  sendable: boolean;
}

/** What of the channels can be picked from; each throws where it cannot be told. */
export interface ChannelLists {
  channels(signal: AbortSignal): Promise<{ id: string; name: string }[]>;
  forms(channelId: string, signal: AbortSignal): Promise<ListedForm[]>;
  /** Why it cannot be told, in the author's language. */
  problemText(error: unknown): string;
}
/** What the server says of an uploaded file, or in words why it did not take it. */
type Uploaded = { file: { id: string; filename: string | null; mime_type: string; size: number } } | { problem: string };

/** What the form of one node works on, given by whoever shows the form. Options are named by their paths (`choices.2.title`). */
export interface Form {
  /** The options as the author wrote them. */
  options: Context;
  /** The same as the node type reads them; as they were written while one of them is not valid. */
  config: Context;
  optionsWords: OptionsWords;
  issues: readonly Issue[];
  /** What an issue is, right at its field and in the author's language. */
  issueText(issue: Issue): string;
  /** What the texts of this node may read. */
  paths: readonly KnownPath[];
  sample: Context;
  /** Its texts may write secrets, in whose place previews show marks. */
  takesSecrets: boolean;
  readOnly: boolean;
  /** The organisation's, of which an option may be one; left out where none are known. */
  calendars?: readonly Calendar[];
  /** Those that can be begun; left out where none are known. */
  flows?: readonly { id: number; name: string; isMadeForIt?: boolean }[];
  /** Makes a call for real, with a request that the form has made; null for users who may not. Never throws. */
  tryCall: ((effect: CallName, request: Context) => Promise<TriedCall>) | null;
  /** Null where nobody can be asked. */
  channelLists: ChannelLists | null;
  /** Uploads a file that can be sent as this kind; null for users who may not. Never throws. */
  uploadFile: ((file: File, kind: MediaKind) => Promise<Uploaded>) | null;
  /** Exits by which something leads on: what names one of them should go on naming it. */
  usedExits: readonly string[];
  /** `undefined` takes the option away, so that its default holds. */
  set(path: string, value: Json | undefined, options?: SetOptions): void;
}

const FormContext = createContext<Form | null>(null);

/** Around the form of one node. */
export function FormProvider({ form, children }: { form: Form; children: ReactNode }) {
  return <FormContext value={form}>{children}</FormContext>;
}

export function useForm(): Form {
  const form = use(FormContext);
  if (form === null) throw new Error("there is no FormProvider above this field");
  return form;
}

export interface Option extends Form {
  /** As the author wrote it. */
  written: Json | undefined;
  /** As the node type reads it. */
  value: Json | undefined;
  words: OptionWords;
  /** What is wrong with it, in the author's language. */
  error: string | undefined;
  warning: string | undefined;
  change(value: Json | undefined, options?: SetOptions): void;
}

/**
 * Everything that the field of one option needs. `holdsFields`: there are fields of their own for what is inside the option, so
 * only those issues stand here that have no other place.
 */
export function useOption(path: string, { holdsFields = false }: { holdsFields?: boolean } = {}): Option {
  const form = useForm();
  const { options, config, issues, issueText, optionsWords } = form;
  const isMine = ({ field }: Issue) => {
    if (field === path) return true;
    return field?.startsWith(`${path}.`) === true && !(holdsFields && optionWords(optionsWords, field) !== undefined);
  };
  const mine = issues.filter(isMine);
  const say = (severity: Issue["severity"]) => {
    const issue = mine.find((each) => each.severity === severity);
    return issue && issueText(issue);
  };
  return {
    ...form,
    written: readOption(options, path),
    value: readOption(config, path),
    words: optionWords(optionsWords, path) ?? { label: path },
    error: say("error"),
    warning: say("warning"),
    change: (value, how) => form.set(path, value, how),
  };
}

/** An option as text, whatever an import holds there. */
export function asText(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
