"use client";
import type { ComponentType } from "react";
import { AiCompletionForm } from "./ai_completion/form.tsx";
import { AskContactForm } from "./ask_contact/form.tsx";
import { AskLocationForm } from "./ask_location/form.tsx";
import { BusinessHoursForm } from "./business_hours/form.tsx";
import { DecisionForm } from "./decision/form.tsx";
import { DelayForm } from "./delay/form.tsx";
import { EndForm } from "./end/form.tsx";
import { HttpRequestForm } from "./http_request/form.tsx";
import { SendCarouselForm } from "./send_carousel/form.tsx";
import { RandomSplitForm } from "./random_split/form.tsx";
import { SendChoicesForm } from "./send_choices/form.tsx";
import { SendFormForm } from "./send_form/form.tsx";
import { ReactForm } from "./react/form.tsx";
import { SendContactForm } from "./send_contact/form.tsx";
import { SendLinkForm } from "./send_link/form.tsx";
import { SendLocationForm } from "./send_location/form.tsx";
import { SendMediaForm } from "./send_media/form.tsx";
import { SendMessageForm } from "./send_message/form.tsx";
import { SetContextForm } from "./set_context/form.tsx";
import { StartFlowForm } from "./start_flow/form.tsx";
import { SwitchForm } from "./switch/form.tsx";
import { UpdateContactForm } from "./update_contact/form.tsx";
import { WaitForCallbackForm } from "./wait_for_callback/form.tsx";
import { WaitForInputForm } from "./wait_for_input/form.tsx";

/** The inspector's form of each node type. A form finds its node in the FormProvider around it. */
export const nodeForms: Readonly<Record<string, ComponentType>> = {
  send_message: SendMessageForm,
  send_choices: SendChoicesForm,
  send_form: SendFormForm,
  send_carousel: SendCarouselForm,
  send_media: SendMediaForm,
  wait_for_input: WaitForInputForm,
  send_location: SendLocationForm,
  send_contact: SendContactForm,
  send_link: SendLinkForm,
  react: ReactForm,
  ask_location: AskLocationForm,
  ask_contact: AskContactForm,
  decision: DecisionForm,
  switch: SwitchForm,
  business_hours: BusinessHoursForm,
  random_split: RandomSplitForm,
  set_context: SetContextForm,
  update_contact: UpdateContactForm,
  ai_completion: AiCompletionForm,
  http_request: HttpRequestForm,
  wait_for_callback: WaitForCallbackForm,
  delay: DelayForm,
  start_flow: StartFlowForm,
  end: EndForm,
};
