"use client";
import { Callout } from "#components/ui/callout.tsx";
import { useMoments } from "#components/ui/use-moments.ts";
import { useFormat, useT } from "#lib/i18n/client.tsx";
import type { Translate } from "#lib/i18n/catalogue.ts";
import type { Format } from "#lib/i18n/format.ts";
import type { Moments } from "#lib/i18n/moments.ts";
import type { Trouble } from "./health.ts";

/** On every page, while contacts get no answer: nothing else would tell whoever looks at the console. */
export function HealthBanner({ trouble }: { trouble: Trouble | null }) {
  const t = useT();
  const format = useFormat();
  const moments = useMoments();
  if (trouble === null) return null;
  const text = textOf(trouble, t, format, moments);
  return (
    <Callout
      role="alert"
      tone={trouble.kind === "behind" || trouble.kind === "ai_near" ? "warning" : "danger"}
      className="shrink-0 rounded-none border-x-0 border-t-0 py-1.5 text-[13px] leading-5"
    >
      {text}
    </Callout>
  );
}

function textOf(trouble: Trouble, t: Translate, format: Format, moments: Moments | null): string {
  switch (trouble.kind) {
    case "behind":
      return t("common.healthBehind", { time: format.duration(trouble.seconds) });
    case "refused":
      return t("common.healthRefused", { since: moments?.dateTime(trouble.since) ?? "—" });
    case "down":
      return t("common.healthDown");
    case "silent":
      return t("common.healthSilent");
    case "ai_not_configured":
      return t("common.healthAiNotConfigured");
    default: {
      const { scope, used, limit } = trouble;
      return t(trouble.kind === "ai_near" ? "common.healthAiNear" : "common.healthAiOver", {
        what: t(`common.healthAi_${scope}`),
        used,
        limit,
      });
    }
  }
}
