"use client";
import { AskByButtonForm } from "../wait_for_input/ask-by-button-form.tsx";

export function AskLocationForm() {
  return <AskByButtonForm kind="location_request" />;
}
