import { NotFoundNotice } from "#components/shell/not-found-notice.tsx";

export default function NotFound() {
  return (
    <main className="mx-auto flex min-h-dvh max-w-xl flex-col justify-center p-4">
      <NotFoundNotice />
    </main>
  );
}
