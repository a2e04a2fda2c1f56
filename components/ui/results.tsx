import type { ReactNode } from "react";
import { cn } from "./cn.ts";

/** What a list shows for its filters; faded while the page for other filters is on its way. */
export function Results({ busy, children }: { busy: boolean; children: ReactNode }) {
  return (
    <div aria-busy={busy} className={cn("flex flex-col gap-3 transition-opacity duration-100", busy && "opacity-60")}>
      {children}
    </div>
  );
}
