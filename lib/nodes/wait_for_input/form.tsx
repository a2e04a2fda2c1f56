"use client";
import { KeyOption } from "#components/builder/fields/simple-fields.tsx";

export function WaitForInputForm() {
  return <KeyOption name="context_key" />;
}
