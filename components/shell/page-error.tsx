"use client";
import { TriangleAlert } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { useT } from "#lib/i18n/client.tsx";

/** In place of a page that could not be rendered; `digest` is what the server's log knows the cause by. */
export function PageError({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  const t = useT();
  return (
    <>
      <h1 className="sr-only">{t("common.errorTitle")}</h1>
      <EmptyState
        icon={TriangleAlert}
        title={t("common.errorTitle")}
        description={
          <>
            {t("common.errorText")} <code className="text-foreground">{digest ?? "–"}</code>
          </>
        }
        actions={
          <Button variant="primary" onClick={retry}>
            {t("common.retry")}
          </Button>
        }
      />
    </>
  );
}
