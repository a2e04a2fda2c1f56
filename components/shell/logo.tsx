import { cn } from "#components/ui/cn.ts";

/** The mark: two nodes and the way between them. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn("size-7 shrink-0", className)}>
      <rect width="32" height="32" rx="8" className="fill-primary" />
      <path d="M9 10.5h9a4 4 0 0 1 4 4v7" fill="none" strokeWidth="2.5" strokeLinecap="round" className="stroke-primary-foreground" />
      <circle cx="9" cy="10.5" r="3" className="fill-primary-foreground" />
      <path
        d="m18.2 19.3 3.8 4 3.8-4"
        fill="none"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-primary-foreground"
      />
    </svg>
  );
}
