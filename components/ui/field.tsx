import { type ReactNode, useId } from "react";
import { cn } from "./cn.ts";
import { Label } from "./label.tsx";

/** What the control of a field must carry, so that label, help and error are read out with it. */
export interface FieldControl {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

interface FieldProps {
  label: ReactNode;
  /** It is in sight elsewhere, and here only read out. */
  isLabelHidden?: boolean;
  help?: ReactNode;
  /** In words for the person; takes the place of the help. */
  error?: string | undefined;
  /** Beside the label: a counter, a link. */
  aside?: ReactNode;
  className?: string;
  children: (control: FieldControl) => ReactNode;
}

/** Label, control, help and error of one form field. */
export function Field({ label, isLabelHidden = false, help, error, aside, className, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const note = error ?? help;
  return (
    <div className={cn("flex min-w-0 flex-col gap-1", className)}>
      <div className={cn("flex items-baseline justify-between gap-2", isLabelHidden && "sr-only")}>
        <Label htmlFor={id}>{label}</Label>
        {aside !== undefined && <span className="text-xs text-muted-foreground">{aside}</span>}
      </div>
      {children({
        id,
        "aria-describedby": note === undefined ? undefined : noteId,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      {note !== undefined && (
        <p
          id={noteId}
          role={error === undefined ? undefined : "alert"}
          className={cn("text-xs leading-4", error === undefined ? "text-muted-foreground" : "text-danger-text")}
        >
          {note}
        </p>
      )}
    </div>
  );
}
