import { useRouter } from "next/navigation";
import { useState } from "react";
import type { ActionResult } from "#lib/action-result.ts";
import type { Page } from "#lib/api/page.ts";
import { useAction } from "./use-action.ts";

export interface LoadedPages<Item, Extra = unknown> {
  pages: readonly (Page<Item> & Extra)[];
  items: Item[];
  hasMore: boolean;
  pending: boolean;
  loadMore: () => void;
  /** After a change: the page is read anew, and what was loaded beyond it is forgotten. */
  refresh: () => void;
}

/** A list that a page came with the beginning of, and of which a server action loads the rest page by page. */
export function useLoadedPages<Item, Extra = unknown>(
  first: Page<Item> & Extra,
  load: (cursor: string) => Promise<ActionResult<Page<Item> & Extra>>,
): LoadedPages<Item, Extra> {
  const router = useRouter();
  const { run, pending } = useAction();
  const [more, setMore] = useState<readonly (Page<Item> & Extra)[]>([]);
  const pages = [first, ...more];
  const cursor = pages.at(-1)?.next_cursor ?? null;
  const loadMore = async () => {
    const next = cursor === null ? undefined : await run(() => load(cursor));
    if (next) setMore([...more, next.value]);
  };
  return {
    pages,
    items: pages.flatMap(({ items }) => items),
    hasMore: cursor !== null,
    pending,
    loadMore: () => void loadMore(),
    refresh: () => {
      setMore([]);
      router.refresh();
    },
  };
}
