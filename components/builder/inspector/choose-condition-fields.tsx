"use client";
import type { KnownPath } from "#components/text/completion.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "#components/ui/select.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { type How, HOWS, isNumber, isOrdering } from "../model/choose-condition.ts";

interface FieldProps<Value> {
  value: Value;
  onChange: (value: Value) => void;
}

export function PathSelect({ value, paths, onChange }: FieldProps<string> & { paths: readonly KnownPath[] }) {
  const t = useT();
  return (
    <Field label={t("conditions.value")}>
      {(control) => (
        <Select value={value} onValueChange={onChange}>
          <SelectTrigger {...control} className="font-mono text-[13px]">
            <SelectValue>{value}</SelectValue>
          </SelectTrigger>
          <SelectContent className="max-w-[calc(100vw-2rem)]">
            {offered(paths, value).map(({ path, setBy }) => (
              <SelectItem key={path} value={path}>
                <span className="font-mono text-[13px]">{path}</span>{" "}
                {setBy !== null && (
                  <span className="text-xs text-muted-foreground">
                    {setBy.length === 0 ? t("builder.builtIn") : setBy.slice(0, 2).join(", ")}
                  </span>
                )}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}

type Offered = Pick<KnownPath, "path"> & { setBy: KnownPath["setBy"] | null };

/**
 * What the contact wrote last comes first. `message.data` is no text: nothing can be said of it here. A path that only the condition knows
 * stays, without an origin.
 */
function offered(paths: readonly KnownPath[], chosen: string): Offered[] {
  const texts = paths.filter(({ path }) => path !== "message.data" || path === chosen);
  const known = texts.some(({ path }) => path === chosen) ? texts : [...texts, { path: chosen, setBy: null }];
  const rank = ({ path }: Offered) => (path === "last_message" ? 0 : 1);
  return known.toSorted((a, b) => rank(a) - rank(b));
}

export function HowSelect({ value, onChange }: FieldProps<How>) {
  const t = useT();
  return (
    <Field label={t("conditions.how")}>
      {(control) => (
        <Select value={value} onValueChange={(how) => onChange(how as How)}>
          <SelectTrigger {...control} className="text-[13px]">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {HOWS.map((how) => (
              <SelectItem key={how} value={how}>
                {t(`conditions.how_${how}`)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}

export function ComparedWith({ how, value, onChange }: FieldProps<string> & { how: How }) {
  const t = useT();
  const isWords = isOrdering(how) && value.trim() !== "" && !isNumber(value);
  const label = how === "one_of" ? "texts" : isOrdering(how) ? "number" : "text";
  return (
    <Field label={t(`conditions.${label}`)} help={isWords ? t("conditions.notNumber") : undefined}>
      {(control) => (
        <Input {...control} value={value} autoComplete="off" className="text-[13px]" onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}
