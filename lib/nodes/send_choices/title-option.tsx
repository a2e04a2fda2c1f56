"use client";
import { asText, useForm } from "#components/node-form/form-context.tsx";
import { readOption } from "#components/node-form/option-path.ts";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import type { Json } from "../../engine/types.ts";
import { retitled } from "./new-id.ts";

/** The title of a choice of the option `choices`, which the id follows while nothing goes by it. */
export function ChoiceTitleOption({ path, index, limit }: { path: string; index: number; limit?: number }) {
  const { options, usedExits, set } = useForm();
  const write = (title: string) => {
    const rows = readOption(options, "choices");
    const row = Array.isArray(rows) ? rows[index] : undefined;
    if (!Array.isArray(rows) || typeof row !== "object" || row === null || Array.isArray(row)) return;
    const others = idsOf(rows.toSpliced(index, 1));
    set(`choices.${index}`, { ...row, ...retitled({ id: asText(row.id), title: asText(row.title) }, title, others, usedExits) });
  };
  return <TemplateOption name={path} singleLine {...(limit !== undefined && { limit })} onWrite={write} />;
}

export const idsOf = (rows: readonly Json[]): string[] =>
  rows.flatMap((row) => (typeof row === "object" && row !== null && !Array.isArray(row) ? [asText(row.id)] : []));
