import { Compass } from "lucide-react";
import Link from "next/link";
import { Page } from "#components/shell/page.tsx";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { getT } from "#lib/i18n/server.ts";

/** For `notFound()` of the console's own pages: the navigation stays. */
export default async function ConsoleNotFound() {
  const t = await getT();
  return (
    <Page>
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
    </Page>
  );
}
