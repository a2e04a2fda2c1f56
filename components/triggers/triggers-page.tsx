"use client";
import { Zap } from "lucide-react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Page, PageHeader } from "#components/shell/page.tsx";
import type { TriggerListed } from "#lib/api/triggers.ts";
import { useT } from "#lib/i18n/client.tsx";
import { Tester } from "./tester.tsx";
import type { TriggerChannel } from "./trigger-channel.ts";
import { TriggerTable } from "./trigger-table.tsx";

/** What begins which flow, over all of them, and what a message would begin. */
export function TriggersPage({ triggers, channels }: { triggers: readonly TriggerListed[]; channels: readonly TriggerChannel[] }) {
  const t = useT();
  return (
    <Page>
      <PageHeader title={t("triggers.title")} description={t("triggers.pageText")} />
      <Tester channels={channels} />
      {triggers.length === 0 ? (
        <EmptyState icon={Zap} title={t("triggers.emptyTitle")} description={t("triggers.emptyText")} />
      ) : (
        <TriggerTable triggers={triggers} channels={channels} />
      )}
    </Page>
  );
}
