"use client";
import { Upload } from "lucide-react";
import { useRef, useState } from "react";
import { fileSize } from "#components/chat/media-file.ts";
import { Button } from "#components/ui/button.tsx";
import type { Json } from "#lib/engine/types.ts";
import { useLocale, useT } from "#lib/i18n/client.tsx";
import type { Locale } from "#lib/i18n/locale.ts";
import { MEDIA_LIMITS, type MediaKind, type MediaLimits } from "#lib/whatsapp/media-kinds.ts";
import { OptionField } from "./option-field.tsx";

/** A file of the author's machine, uploaded as soon as it is chosen; the option keeps what the server says of it. */
export function FileOption({ name, kind }: { name: string; kind: MediaKind }) {
  const t = useT();
  const locale = useLocale();
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<{ pending: boolean; error: string | null }>({ pending: false, error: null });
  const { types }: MediaLimits = MEDIA_LIMITS[kind];
  return (
    <OptionField name={name}>
      {({ written, change, readOnly, uploadFile }, control) => {
        const send = async (file: File) => {
          if (uploadFile === null) return;
          setState({ pending: true, error: null });
          const uploaded = await uploadFile(file, kind);
          if ("file" in uploaded) change(uploaded.file);
          setState({ pending: false, error: "problem" in uploaded ? uploaded.problem : null });
        };
        return (
          <div className="flex flex-col gap-1.5">
            <div className="flex items-center gap-2">
              <Button
                id={control.id}
                size="sm"
                type="button"
                disabled={readOnly || uploadFile === null}
                pending={state.pending}
                onClick={() => input.current?.click()}
              >
                <Upload aria-hidden="true" className="size-4" />
                {t("builder.chooseFile")}
              </Button>
              <span className="min-w-0 truncate text-[13px]">{describe(written, locale)}</span>
            </div>
            <input
              ref={input}
              type="file"
              className="hidden"
              tabIndex={-1}
              aria-hidden="true"
              accept={types === null ? undefined : types.join(",")}
              onChange={(event) => {
                const [file] = event.target.files ?? [];
                event.target.value = "";
                if (file !== undefined) void send(file);
              }}
            />
            {state.error !== null && (
              <p role="alert" className="text-xs text-destructive">
                {state.error}
              </p>
            )}
          </div>
        );
      }}
    </OptionField>
  );
}

function describe(written: Json | undefined, locale: Locale): string {
  if (typeof written !== "object" || written === null || Array.isArray(written)) return "";
  const { filename, size, id } = written;
  const name = typeof filename === "string" ? filename : typeof id === "string" ? id : "";
  return typeof size === "number" ? `${name} · ${fileSize(size, locale)}` : name;
}
