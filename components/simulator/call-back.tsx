"use client";
import { PhoneIncoming } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { isJsonObject } from "#lib/engine/context.ts";
import type { Json } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { useSimulator } from "./simulator-context.tsx";

/** Plays the other system, which calls the node that waits for it. */
export function CallBack({ node, name }: { node: string; name: string }) {
  const t = useT();
  const { simulator, graph } = useSimulator();
  const [isOpen, setOpen] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const submit = async (form: FormData) => {
    const body = jsonOf(String(form.get("body") ?? ""));
    setWrong(body === undefined);
    if (body === undefined) return;
    simulator.dispatch(graph, { type: "call_back", node, body });
    setOpen(false);
  };
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        <PhoneIncoming aria-hidden="true" />
        {t("simulator.callBack")}
      </Button>
      {isOpen && (
        <FormDialog
          title={t("simulator.callBackTitle", { node: name })}
          submitLabel={t("simulator.callBack")}
          pending={false}
          onSubmit={submit}
          onInput={() => setWrong(false)}
          onClose={() => setOpen(false)}
        >
          <Field label={t("simulator.callBackBody")} error={isWrong ? t("simulator.callBackWrong") : undefined}>
            {(control) => (
              <Textarea {...control} name="body" rows={5} defaultValue="{}" spellCheck={false} className="font-mono text-[13px]" />
            )}
          </Field>
        </FormDialog>
      )}
    </>
  );
}

function jsonOf(text: string): Json | undefined {
  try {
    const value: unknown = text.trim() === "" ? null : JSON.parse(text);
    return isJsonObject({ value }) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}
