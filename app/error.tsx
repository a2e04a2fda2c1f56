"use client";
import { PageError } from "#components/shell/page-error.tsx";

export default function RootError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-xl flex-col justify-center p-4">
      <PageError digest={error.digest} retry={reset} />
    </main>
  );
}
