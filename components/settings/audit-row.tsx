import Link from "next/link";
import { Time } from "#components/ui/time.tsx";
import type { AuditEntry } from "#lib/api/audit-log.ts";
import { useT } from "#lib/i18n/client.tsx";
import { sentenceOf } from "./audit-sentence.ts";

/** One deed as a sentence; what was recorded of it, as it is, behind a disclosure. */
export function AuditRow({ entry }: { entry: AuditEntry }) {
  const t = useT();
  const { who, before, thing, after, href } = sentenceOf(entry, t);
  return (
    <li className="flex flex-col gap-x-6 gap-y-0.5 px-3 py-2.5 text-sm sm:flex-row sm:items-baseline sm:justify-between">
      <div className="min-w-0 flex-1">
        <p className="wrap-break-word">
          <span className="font-medium">{who}</span> {before}
          {thing !== null &&
            (href === null ? (
              <span className="font-medium">{thing}</span>
            ) : (
              <Link
                href={href}
                className="rounded font-medium text-primary-text underline-offset-4 outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
              >
                {thing}
              </Link>
            ))}
          {after}
        </p>
        {entry.details !== null && (
          <details className="text-xs text-muted-foreground">
            <summary className="w-fit cursor-pointer rounded outline-none focus-visible:ring-2 focus-visible:ring-ring">
              {t("settings.auditDetails")}
            </summary>
            <pre className="mt-1 overflow-x-auto rounded-md bg-muted p-2 wrap-anywhere whitespace-pre-wrap">
              {JSON.stringify(entry.details, null, 2)}
            </pre>
          </details>
        )}
      </div>
      <Time at={entry.at} as="exact" className="shrink-0 text-xs text-muted-foreground tabular-nums" />
    </li>
  );
}
