"use client";
import type { ComponentType } from "react";
import { AiCompletionForm } from "./ai_completion/form.tsx";
import { DecisionForm } from "./decision/form.tsx";
import { EndForm } from "./end/form.tsx";
import { HttpRequestForm } from "./http_request/form.tsx";
import { SendChoicesForm } from "./send_choices/form.tsx";
import { SendMessageForm } from "./send_message/form.tsx";
import { WaitForInputForm } from "./wait_for_input/form.tsx";

/** The inspector's form of each node type. A form finds its node in the FormProvider around it. */
export const nodeForms: Readonly<Record<string, ComponentType>> = {
  send_message: SendMessageForm,
  send_choices: SendChoicesForm,
  wait_for_input: WaitForInputForm,
  decision: DecisionForm,
  ai_completion: AiCompletionForm,
  http_request: HttpRequestForm,
  end: EndForm,
};
