"use client";
import { Braces } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { builtInName } from "#lib/conditions/sentence.ts";
import { useFormat, useLocale, useT } from "#lib/i18n/client.tsx";
import { CodeField } from "#components/text/code-field.tsx";
import { fillSample } from "./sample/fill-sample.ts";
import { useFlowLanguage } from "./sample/flow-language.tsx";
import { asText, type Option } from "./form-context.tsx";
import { OptionField } from "./option-field.tsx";
import { useFieldRow } from "./row-context.tsx";
import { TryIt } from "./sample/try-it.tsx";

interface TemplateOptionProps {
  name: string;
  rows?: number;
  /** Meta's limit for the text that comes out, in characters. */
  limit?: number;
  /** Enter does not begin another line: an address, say, or a title. */
  singleLine?: boolean;
  /** JSON whose texts are templates. */
  json?: boolean;
  /** Stands before it in its line: the method before an address. */
  before?: ReactNode;
  /** Instead of setting the option, where what is written sets more than that. */
  onWrite?: (text: string) => void;
}

/** A text with `{{ }}`: completion, a menu of what is known, a counter, and a place to try it. One line in a column of a list. */
export function TemplateOption({ name, rows = 3, limit, singleLine = false, json = false, before, onWrite }: TemplateOptionProps) {
  const row = useFieldRow();
  const isLine = singleLine || row?.isColumns === true;
  return (
    <OptionField name={name} aside={(option) => <Aside name={name} option={option} limit={limit} />}>
      {({ written, words, change, paths, readOnly, error }, control) => {
        const field = (
          <CodeField
            id={control.id}
            label={words.label}
            language={json ? "json" : "template"}
            value={asText(written)}
            onChange={onWrite ?? change}
            paths={paths}
            rows={isLine ? 1 : rows}
            singleLine={isLine}
            onEnter={row?.onEnter}
            placeholder={words.placeholder}
            describedBy={control["aria-describedby"]}
            invalid={error !== undefined}
            readOnly={readOnly}
          />
        );
        if (before === undefined) return field;
        return (
          <div className="flex items-start gap-1.5">
            {before}
            <div className="min-w-0 flex-1">{field}</div>
          </div>
        );
      }}
    </OptionField>
  );
}

function Aside({ name, option, limit }: { name: string; option: Option; limit: number | undefined }) {
  const { written, sample, takesSecrets, readOnly } = option;
  const text = asText(written);
  const language = useFlowLanguage();
  return (
    <span className="flex items-center gap-1">
      {limit !== undefined && (
        <Counter filled={fillSample(text, sample, takesSecrets, language).text} isRough={text.includes("{")} limit={limit} />
      )}
      <TryIt field={name} language="template" source={text} sample={sample} />
      {!readOnly && <InsertValue option={option} />}
    </span>
  );
}

function Counter({ filled, isRough, limit }: { filled: string; isRough: boolean; limit: number }) {
  const format = useFormat();
  const t = useT();
  const { length } = filled;
  const words = `${isRough ? "≈ " : ""}${format.number(length)} / ${format.number(limit)}`;
  return (
    <span
      title={isRough ? t("builder.counterRough") : undefined}
      className={cn("tabular-nums", length > limit && "font-semibold text-warning-text")}
    >
      {words}
    </span>
  );
}

/** Puts a value at the end of the text, for those who do not know the braces. */
function InsertValue({ option }: { option: Option }) {
  const t = useT();
  const locale = useLocale();
  const { paths, written, change, words } = option;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          size="icon-sm"
          variant="ghost"
          aria-label={t("builder.insertValue", { field: words.label })}
          title={t("builder.insertValueShort")}
        >
          <Braces />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="max-h-72">
        <DropdownMenuLabel>{t("builder.insertValueShort")}</DropdownMenuLabel>
        {paths.map(({ path, setBy }) => (
          <DropdownMenuItem key={path} onSelect={() => change(`${asText(written)}{{ ${path} }}`)}>
            <span className="text-[13px]">{builtInName(path, locale) ?? path}</span>
            <span className="ml-auto pl-3 text-xs text-muted-foreground">{setBy.length === 0 ? t("builder.builtIn") : setBy[0]}</span>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
