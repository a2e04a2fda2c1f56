"use client";
import { SegmentedOption, SelectOption } from "#components/node-form/enum-options.tsx";
import { FileOption } from "#components/node-form/file-option.tsx";
import { useForm } from "#components/node-form/form-context.tsx";
import { MessagesPreview } from "#components/node-form/message-preview.tsx";
import { PathOption } from "#components/node-form/path-option.tsx";
import { fillSample } from "#components/node-form/sample/fill-sample.ts";
import { useFlowLanguage } from "#components/node-form/sample/flow-language.tsx";
import { DurationOption, SwitchOption } from "#components/node-form/simple-fields.tsx";
import { TemplateOption } from "#components/node-form/template-option.tsx";
import { MEDIA_KINDS, MEDIA_TEXT_LIMITS } from "../../whatsapp/media-kinds.ts";
import { hasCaption, type SendMediaConfig, sendMediaConfig, SOURCES, sourceOf } from "./config.ts";

export function SendMediaForm() {
  const { options } = useForm();
  const parsed = sendMediaConfig.safeParse(options);
  const config = parsed.success ? parsed.data : sendMediaConfig.parse({});
  const source = SOURCES.find((each) => each === options["source"]) ?? sourceOf(config) ?? "file";
  return (
    <>
      <SelectOption name="kind" values={MEDIA_KINDS} />
      <SegmentedOption name="source" values={SOURCES} />
      {source === "file" && <FileOption name="file" kind={config.kind} />}
      {source === "url" && <TemplateOption name="url" singleLine />}
      {source === "from" && <PathOption name="from" />}
      {hasCaption(config) && <TemplateOption name="caption" rows={3} limit={MEDIA_TEXT_LIMITS.caption} />}
      {config.kind === "document" && <TemplateOption name="filename" singleLine limit={MEDIA_TEXT_LIMITS.filename} />}
      <Preview config={config} />
      <SwitchOption name="fallback_link" />
      <DurationOption name="delay_seconds" />
    </>
  );
}

function Preview({ config }: { config: SendMediaConfig }) {
  const { sample, takesSecrets } = useForm();
  const language = useFlowLanguage();
  const source = sourceOf(config);
  if (source === null) return null;
  const { text } = fillSample(hasCaption(config) ? config.caption : "", sample, takesSecrets, language);
  const { file, kind } = config;
  const data = {
    media: source === "file" ? file.id : null,
    link: source === "url" ? config.url : null,
    ...(kind === "document" && { filename: config.filename.trim() === "" ? file.filename : config.filename }),
    mime_type: source === "file" ? file.mime_type : null,
    size: source === "file" ? file.size : null,
    voice: kind === "voice",
  };
  return <MessagesPreview messages={[{ type: kind === "voice" ? "audio" : kind, text, data }]} />;
}
