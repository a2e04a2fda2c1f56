import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";

interface TapButtonProps {
  onClick: (() => void) | undefined;
  className?: string;
  children: ReactNode;
}

/** A button below a message's words. Where nobody can tap, it is not said of it that one could. */
export function TapButton({ onClick, className, children }: TapButtonProps) {
  const look = cn(TAP_LOOK, className);
  if (onClick === undefined) return <p className={look}>{children}</p>;
  return (
    <button type="button" onClick={onClick} className={cn(look, TAPPABLE)}>
      {children}
    </button>
  );
}

/** The same for what opens a page: only where somebody holds the phone, and never with where they came from. */
export function TapLink({ href, title, children }: { href: string | undefined; title: string; children: ReactNode }) {
  if (href === undefined) {
    return (
      <p title={title} className={TAP_LOOK}>
        {children}
      </p>
    );
  }
  return (
    <a href={href} title={title} target="_blank" rel="noopener noreferrer" className={cn(TAP_LOOK, TAPPABLE)}>
      {children}
    </a>
  );
}

const TAP_LOOK = "flex items-center justify-center gap-1.5 py-1.5 text-center text-chat-read";
const TAPPABLE = "cursor-pointer rounded outline-none hover:bg-current/8 focus-visible:ring-2 focus-visible:ring-ring";

/** Around the buttons of a message. */
export function TapButtons({ children }: { children: ReactNode }) {
  return <div className="-mx-2.5 mt-1.5 flex min-w-44 flex-col border-t border-current/10 px-2.5">{children}</div>;
}
