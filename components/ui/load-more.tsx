"use client";
import { useT } from "#lib/i18n/client.tsx";
import { Button } from "./button.tsx";

/** Below a list of which there is another page. */
export function LoadMore({ pending, onClick }: { pending: boolean; onClick: () => void }) {
  const t = useT();
  return (
    <Button className="self-center" pending={pending} onClick={onClick}>
      {t("common.loadMore")}
    </Button>
  );
}
