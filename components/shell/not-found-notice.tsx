import { Compass } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { getT } from "#lib/i18n/server.ts";

/** What stands where a page is not, and the way back. */
export async function NotFoundNotice() {
  const t = await getT();
  return (
    <>
      <h1 className="sr-only">{t("common.notFoundTitle")}</h1>
      <EmptyState
        icon={Compass}
        title={t("common.notFoundTitle")}
        description={t("common.notFoundText")}
        actions={
          <Button asChild variant="primary">
            <Link href="/">{t("common.backHome")}</Link>
          </Button>
        }
      />
    </>
  );
}
