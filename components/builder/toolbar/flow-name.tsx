"use client";
import { useState } from "react";
import { toast } from "sonner";
import { refusalText } from "#components/api/refusal-text.ts";
import { useT } from "#lib/i18n/client.tsx";
import { renameFlow } from "../saving/draft-api.ts";
import { useUnkept } from "../saving/saving-context.tsx";
import { pressedKey } from "#components/ui/pressed-key.ts";

interface FlowNameProps {
  flow: { id: number; name: string };
  readOnly: boolean;
  onRename: (name: string) => void;
}

/** The flow's name, written right here: Enter or leaving the field keeps it, Escape does not. */
export function FlowName({ flow, readOnly, onRename }: FlowNameProps) {
  const t = useT();
  const [written, setWritten] = useState<string | null>(null);
  // Until it is on the server, and not only until the field is left.
  useUnkept(written !== null && written.trim() !== flow.name);
  if (readOnly) return <h1 className="min-w-0 truncate text-sm font-semibold">{flow.name}</h1>;
  const keep = async () => {
    const name = written?.trim() ?? "";
    if (name === "" || name === flow.name) return setWritten(null);
    try {
      await renameFlow(flow.id, name);
      onRename(name);
      setWritten((now) => (now?.trim() === name ? null : now));
    } catch (error) {
      toast.error(refusalText(error, t));
    }
  };
  return (
    <>
      <h1 className="sr-only">{flow.name}</h1>
      <input
        value={written ?? flow.name}
        maxLength={200}
        aria-label={t("builder.flowName")}
        size={Math.min(32, Math.max(8, (written ?? flow.name).length))}
        onChange={({ target }) => setWritten(target.value)}
        onBlur={() => void keep()}
        onKeyDown={(event) => {
          if (pressedKey(event) === "Enter") event.currentTarget.blur();
          if (pressedKey(event) === "Escape") setWritten(null);
        }}
        className="h-8 min-w-0 truncate rounded-md border border-transparent bg-transparent px-2 text-sm font-semibold outline-none hover:border-input focus-visible:border-ring focus-visible:ring-2 focus-visible:ring-ring/40"
      />
    </>
  );
}
