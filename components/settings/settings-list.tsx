import { type LucideIcon, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LoadMore } from "#components/ui/load-more.tsx";
import type { LoadedPages } from "#components/api/use-loaded-pages.ts";
import { Section } from "./section.tsx";

interface SettingsListProps {
  title: ReactNode;
  text: ReactNode;
  /** What stands in the place of a list without rows. */
  empty: { icon: LucideIcon; title: ReactNode; text: ReactNode };
  isEmpty: boolean;
  /** The button that adds one; null for who may not. */
  add: { label: string; onClick: () => void } | null;
  /** Where the list comes in pages. */
  pages?: Pick<LoadedPages<unknown>, "hasMore" | "pending" | "loadMore">;
  /** The rows. */
  children: ReactNode;
  /** The dialogs that rows and buttons open. */
  dialogs: ReactNode;
}

/** A page of the settings that lists what an organisation keeps: secrets, calendars, fields of contacts, tokens. */
export function SettingsList({ title, text, empty, isEmpty, add, pages, children, dialogs }: SettingsListProps) {
  const addButton = add !== null && (
    <Button variant="primary" onClick={add.onClick}>
      <Plus />
      {add.label}
    </Button>
  );
  return (
    <Section title={title} description={text} actions={!isEmpty && addButton}>
      {isEmpty ? <EmptyState icon={empty.icon} title={empty.title} description={empty.text} actions={addButton} /> : children}
      {pages?.hasMore === true && <LoadMore pending={pages.pending} onClick={pages.loadMore} />}
      {dialogs}
    </Section>
  );
}
