"use client";
import { DurationOption, KeyOption } from "#components/node-form/simple-fields.tsx";

export function WaitForCallbackForm() {
  return (
    <>
      <KeyOption name="context_key" />
      <DurationOption name="timeout_seconds" />
    </>
  );
}
