"use client";
import { useId, useState } from "react";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { Context } from "#lib/engine/types.ts";
import { useT } from "#lib/i18n/client.tsx";
import { parseSample } from "./sample-context.ts";
import { readPath, valueAsWritten, valueOf, writePath } from "./sample-paths.ts";
import { useSetSample } from "./sample-store.ts";

/** One value that an expression reads, to be tried with another. */
export function SampleValue({ path, sample }: { path: string; sample: Context }) {
  const id = useId();
  const setSample = useSetSample();
  const value = valueAsWritten(readPath(sample, path));
  /** As it is being typed: "1." is on its way to 1.5. */
  const [typed, setTyped] = useState<string | null>(null);
  const write = (text: string) => {
    setTyped(text);
    const changed = writePath(sample, path, valueOf(text));
    if (changed !== null) setSample(changed);
  };
  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-center gap-2">
      <label htmlFor={id} className="truncate font-mono text-xs" title={path}>
        {path}
      </label>
      <Input
        id={id}
        value={typed ?? value}
        spellCheck={false}
        autoComplete="off"
        className="h-7 text-[13px]"
        onChange={({ target }) => write(target.value)}
        onBlur={() => setTyped(null)}
      />
    </div>
  );
}

/** All of the sample as JSON, for those who want it. */
export function SampleJson({ sample }: { sample: Context }) {
  const t = useT();
  const id = useId();
  const setSample = useSetSample();
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && parseSample(typed) === null;
  return (
    <details className="text-xs">
      <summary className="w-fit cursor-pointer rounded text-muted-foreground outline-none focus-visible:ring-2 focus-visible:ring-ring">
        {t("builder.tryContext")}
      </summary>
      <div className="flex flex-col gap-1 pt-1.5">
        <Textarea
          id={id}
          aria-label={t("builder.tryContext")}
          aria-describedby={`${id}-help`}
          value={typed ?? JSON.stringify(sample, null, 2)}
          rows={8}
          spellCheck={false}
          aria-invalid={isWrong}
          className="scroll-thin font-mono text-xs leading-4"
          onBlur={() => !isWrong && setTyped(null)}
          onChange={({ target }) => {
            setTyped(target.value);
            const own = parseSample(target.value);
            if (own !== null) setSample(own);
          }}
        />
        <p id={`${id}-help`} className="text-muted-foreground">
          {isWrong ? t("builder.tryNoJson") : t("builder.tryHelp")}
        </p>
      </div>
    </details>
  );
}
