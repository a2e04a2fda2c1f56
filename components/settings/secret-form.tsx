"use client";
import { useState } from "react";
import { toast } from "sonner";
import { Field } from "#components/ui/field.tsx";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { useAction } from "#components/api/use-action.ts";
import type { SecretResponse } from "#lib/api/secrets.ts";
import { useT } from "#lib/i18n/client.tsx";
import type { SecretActions } from "./actions.ts";
import { hostsOf, type SecretErrors, secretErrors } from "./secret-input.ts";

/** What is done to a secret: made, given another value, given other hosts. */
export type SecretTask = { kind: "create" } | { kind: "value" | "hosts"; secret: SecretResponse };

interface SecretFormProps {
  task: SecretTask;
  actions: SecretActions;
  onClose: () => void;
  onSaved: () => void;
}

const TITLES = { create: "settings.secretNew", value: "settings.secretReplaceTitle", hosts: "settings.secretEditHostsTitle" } as const;
const DONE = { create: "settings.secretCreated", value: "settings.secretReplaced", hosts: "settings.secretHostsSaved" } as const;

export function SecretForm({ task, actions, onClose, onSaved }: SecretFormProps) {
  const t = useT();
  const { run, pending } = useAction();
  const [errors, setErrors] = useState<SecretErrors>({});
  const isNew = task.kind === "create";
  const asks = { value: task.kind !== "hosts", hosts: task.kind !== "value" };

  const submit = async (form: FormData) => {
    const text = (field: string) => String(form.get(field) ?? "").trim();
    const name = isNew ? text("name") : task.secret.name;
    const value = text("value");
    const hosts = hostsOf(text("hosts"));
    const found = secretErrors({ name, value: asks.value ? value : undefined, hosts: asks.hosts ? hosts : undefined }, t);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    const saved = await run(
      () => (isNew ? actions.create({ name, value, hosts }) : actions.update(name, asks.value ? { value } : { hosts })),
      (problem) => {
        if (problem.code !== "secret-name-taken") return false;
        setErrors({ name: t("settings.secretNameTaken") });
        return true;
      },
    );
    if (!saved) return;
    toast.success(t(DONE[task.kind], { name }));
    onSaved();
    onClose();
  };

  return (
    <FormDialog
      title={t(TITLES[task.kind], { name: isNew ? "" : task.secret.name })}
      submitLabel={t(isNew ? "common.create" : "common.save")}
      pending={pending}
      onSubmit={submit}
      onInput={() => setErrors({})}
      onClose={onClose}
    >
      {isNew && (
        <Field label={t("settings.secretName")} help={t("settings.secretNameHelp")} error={errors.name}>
          {(control) => <Input {...control} name="name" maxLength={64} autoComplete="off" autoCapitalize="none" spellCheck={false} />}
        </Field>
      )}
      {asks.value && (
        <Field
          label={t("settings.secretValue")}
          help={t(isNew ? "settings.secretValueHelp" : "settings.secretValueNewHelp")}
          error={errors.value}
        >
          {(control) => (
            <Input
              {...control}
              name="value"
              type="password"
              autoComplete="off"
              onPaste={(event) => {
                // The field would drop the line breaks without a word, and keep another value than the one that was copied.
                if (!/[\r\n]/.test(event.clipboardData.getData("text").trim())) return;
                event.preventDefault();
                setErrors({ value: t("settings.secretValueLines") });
              }}
            />
          )}
        </Field>
      )}
      {asks.hosts && (
        <Field label={t("settings.secretHosts")} help={t("settings.secretHostsHelp")} error={errors.hosts}>
          {(control) => (
            <Textarea
              {...control}
              name="hosts"
              rows={3}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              defaultValue={isNew ? "" : task.secret.hosts.join("\n")}
            />
          )}
        </Field>
      )}
    </FormDialog>
  );
}
