import { useT } from "#lib/i18n/client.tsx";

interface OptionNotesProps {
  id: string;
  help: string | undefined;
  error: string | undefined;
  warning: string | undefined;
}

/** What stands below a field: what is wrong with it, else what an author should know. */
export function OptionNotes({ id, help, error, warning }: OptionNotesProps) {
  return (
    <>
      {error !== undefined && (
        <p id={id} role="alert" className="text-xs leading-4 text-danger-text">
          {error}
        </p>
      )}
      {error === undefined && help !== undefined && (
        <p id={id} className="text-xs leading-4 text-muted-foreground">
          {help}
        </p>
      )}
      {error === undefined && warning !== undefined && <OptionWarning text={warning} />}
    </>
  );
}

export function OptionWarning({ text }: { text: string }) {
  const t = useT();
  return (
    <p className="text-xs leading-4 text-warning-text">
      <span className="sr-only">{t("builder.warning")} </span>
      {text}
    </p>
  );
}
