import { Page } from "#components/shell/page.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { getT } from "#lib/i18n/server.ts";

const ROWS = ["a", "b", "c", "d", "e", "f"];

/** At once, while a page of the console is being read. */
export default async function Loading() {
  const t = await getT();
  return (
    <Page>
      <p role="status" className="sr-only">
        {t("common.loading")}
      </p>
      <Skeleton className="h-7 w-40" />
      <Skeleton className="h-8 w-full max-w-md" />
      <div className="flex flex-col gap-2">
        {ROWS.map((row) => (
          <Skeleton key={row} className="h-12 w-full" />
        ))}
      </div>
    </Page>
  );
}
