"use client";
import { KeyOption, SwitchOption } from "#components/node-form/simple-fields.tsx";

export function WaitForInputForm() {
  return (
    <>
      <KeyOption name="context_key" />
      <SwitchOption name="hears_earlier" />
    </>
  );
}
