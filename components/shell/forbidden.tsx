import { Lock } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { Translate } from "#lib/i18n/catalogue.ts";

/** In place of a page that the reader's role does not open. */
export function Forbidden({ t }: { t: Translate }) {
  return (
    <EmptyState
      icon={Lock}
      className="flex-1"
      title={t("common.forbiddenTitle")}
      description={t("common.forbiddenText")}
      actions={
        <Button asChild>
          <Link href="/">{t("common.backHome")}</Link>
        </Button>
      }
    />
  );
}
