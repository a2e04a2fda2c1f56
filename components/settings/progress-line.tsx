import { CircleCheck } from "lucide-react";
import { Spinner } from "#components/ui/spinner.tsx";

/** What is waited for, until it is there; read out when it changes. */
export function ProgressLine({ done, waiting }: { done: string | null; waiting: string }) {
  return (
    <p role="status" className="flex items-start gap-2">
      {done === null ? <Spinner /> : <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-success-text" />}
      <span className={done === null ? "text-muted-foreground" : "min-w-0 font-medium wrap-anywhere"}>{done ?? waiting}</span>
    </p>
  );
}
