"use client";
import { Toaster as Sonner } from "sonner";
import { useT } from "#lib/i18n/client.tsx";

// Its own style sheet is in no layer and so stronger than ours.
const FONT = '"Inter Variable", ui-sans-serif, system-ui, sans-serif';

/** Where results appear: `import { toast } from "sonner"` anywhere below. */
export function Toaster() {
  const t = useT();
  return (
    // Sonner gives the focus back to where it was when a toast loses it: somebody who tabs past one would be caught between the two.
    <div className="contents" onFocusCapture={(event) => event.stopPropagation()}>
      <Sonner
        position="bottom-right"
        expand
        style={{ fontFamily: FONT }}
        containerAriaLabel={t("common.notifications")}
        toastOptions={{
          closeButtonAriaLabel: t("common.close"),
          style: {
            background: "var(--popover)",
            color: "var(--popover-foreground)",
            borderColor: "var(--border)",
            fontFamily: "inherit",
            fontSize: "13px",
          },
          cancelButtonStyle: { background: "var(--secondary)", color: "var(--foreground)" },
          actionButtonStyle: { background: "var(--primary)", color: "var(--primary-foreground)" },
        }}
      />
    </div>
  );
}
