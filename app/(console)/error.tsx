"use client";
import { Page } from "#components/shell/page.tsx";
import { PageError } from "#components/shell/page-error.tsx";

export default function ConsoleError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <Page>
      <PageError digest={error.digest} retry={reset} />
    </Page>
  );
}
