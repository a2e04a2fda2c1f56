"use client";
import { RotateCcw } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { SaveTest } from "./save-test.tsx";
import { useSimulator, useSimulatorState } from "./simulator-context.tsx";
import { SimulatorMenu } from "./simulator-menu.tsx";

/** What can be done with the conversation as a whole. */
export function DraftTools() {
  const t = useT();
  const { simulator, canEdit } = useSimulator();
  const isEmpty = useSimulatorState(({ session }) => session.moments.length === 1);
  return (
    <>
      {canEdit && <SaveTest />}
      <Tooltip label={t("simulator.restart")}>
        <Button size="icon-sm" variant="ghost" aria-label={t("simulator.restart")} disabled={isEmpty} onClick={() => simulator.restart()}>
          <RotateCcw aria-hidden="true" />
        </Button>
      </Tooltip>
      <SimulatorMenu />
    </>
  );
}
