"use client";
import { KeyOption } from "#components/node-form/simple-fields.tsx";

export function WaitForInputForm() {
  return <KeyOption name="context_key" />;
}
