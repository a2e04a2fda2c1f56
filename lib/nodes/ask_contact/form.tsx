"use client";
import { AskByButtonForm } from "../wait_for_input/ask-by-button-form.tsx";

export function AskContactForm() {
  return <AskByButtonForm kind="contact_request" />;
}
