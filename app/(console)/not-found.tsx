import { NotFoundNotice } from "#components/shell/not-found-notice.tsx";
import { Page } from "#components/shell/page.tsx";

/** For `notFound()` of the console's own pages: the navigation stays. */
export default function ConsoleNotFound() {
  return (
    <Page>
      <NotFoundNotice />
    </Page>
  );
}
