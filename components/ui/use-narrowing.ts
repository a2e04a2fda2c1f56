import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";

interface Narrowing<Filters> {
  /** What the person has chosen; the list still shows `shown` while the page is being fetched. */
  wanted: Filters;
  narrow: (next: Filters) => void;
  navigating: boolean;
}

/** A list's filters, which stand in the page's address. The next choice builds on the last one, not on what has arrived. */
export function useUrlFilters<Filters>(shown: Filters, addressOf: (filters: Filters) => string): Narrowing<Filters> {
  const router = useRouter();
  const [navigating, navigate] = useTransition();
  const [wanted, want] = useOptimistic(shown);
  const narrow = (next: Filters) =>
    navigate(() => {
      want(next);
      router.replace(addressOf(next), { scroll: false });
    });
  return { wanted, narrow, navigating };
}
