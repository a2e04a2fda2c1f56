"use client";
import { useState } from "react";
import { Page, PageHeader } from "#components/shell/page.tsx";
import { Card, CardBody, CardHeader } from "#components/ui/card.tsx";
import { JsonView } from "#components/ui/json-view.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { EXAMPLE_CONTEXT, EXAMPLE_NOW, type Section } from "#lib/engine/vocabulary/entries.ts";
import { useT } from "#lib/i18n/client.tsx";
import { BASICS, type LanguageRow, rowsFound } from "./language-rows.ts";
import { Example } from "./example.tsx";
import { TryText } from "./try-text.tsx";

/** Everything that texts and conditions can say, from the table that the engine's vocabulary is described in. */
export function LanguagePage() {
  const t = useT();
  const [search, setSearch] = useState("");
  const found = rowsFound(search, t);
  return (
    <Page>
      <PageHeader title={t("language.title")} description={t("language.intro")} />
      <Card>
        <CardHeader title={t("language.tryTitle")} description={t("language.tryText")} />
        <CardBody>
          <TryText />
        </CardBody>
      </Card>
      <Card>
        <CardHeader title={t("language.values")} description={t("language.valuesText", { now: EXAMPLE_NOW })} />
        <CardBody>
          <JsonView value={EXAMPLE_CONTEXT} label={t("language.values")} />
        </CardBody>
      </Card>
      <Part title={t("language.basics")} rows={BASICS.map((row) => ({ ...row, words: t(`language.basic_${row.name}`) }))} isNamed={false} />
      <SearchInput label={t("language.search")} value={search} onSearch={setSearch} />
      {found.length === 0 && <p className="text-sm text-muted-foreground">{t("language.nothingFound")}</p>}
      {found.map(({ section, rows }) => (
        <Part key={section} section={section} title={t(`language.section_${section}`)} rows={rows} />
      ))}
    </Page>
  );
}

function Part({
  section,
  title,
  rows,
  isNamed = true,
}: {
  section?: Section;
  title: string;
  rows: readonly LanguageRow[];
  isNamed?: boolean;
}) {
  return (
    <section id={section} aria-label={title} className="flex min-w-0 flex-col gap-2">
      <h2 className="text-base leading-6 font-semibold">{title}</h2>
      <ul className="divide-y divide-border rounded-xl border border-border bg-surface">
        {rows.map(({ name, words, text }) => (
          <li key={name} className="grid gap-x-4 gap-y-1.5 px-4 py-2.5 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
            <div className="min-w-0">
              {isNamed && <code className="text-[13px] font-semibold wrap-anywhere text-primary-text">{name}</code>}
              <p className="text-[13px] leading-5">{words}</p>
            </div>
            <Example text={text} />
          </li>
        ))}
      </ul>
    </section>
  );
}
