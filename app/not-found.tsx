import { Compass } from "lucide-react";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { getT } from "#lib/i18n/server.ts";

export default async function NotFound() {
  const t = await getT();
  return (
    <main className="mx-auto flex min-h-dvh max-w-xl flex-col justify-center p-4">
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
    </main>
  );
}
