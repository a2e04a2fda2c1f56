"use client";
import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import { Label } from "#components/ui/label.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "#components/ui/tabs.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { current } from "#lib/simulator/session.ts";
import { pathOf, type ShownPath } from "#lib/simulator/path.ts";
import { DraftPhone } from "./draft-phone.tsx";
import { takeFork } from "./fork.ts";
import { PipelinePhone } from "./pipeline-phone.tsx";
import { SimulatorProvider, type SimulatorSetup, useSimulator, useSimulatorState } from "./simulator-context.tsx";
import { SimulatorMenu } from "./simulator-menu.tsx";
import { simulatorOf } from "./simulator-store.ts";
import { TestsPanel } from "./tests-panel.tsx";

export interface SimulatorProps extends Omit<SimulatorSetup, "simulator"> {
  /** Told whenever the way gone changes; called with null when the simulator is closed. Must stay the same function. */
  onPath: (path: ShownPath) => void;
}

const never = () => () => {};

/** A phone beside the canvas on which the draft runs, and the tests that were kept of such conversations. */
export function Simulator({ onPath, ...setup }: SimulatorProps) {
  // Its clock is the reader's, so the server can not draw it.
  const isInBrowser = useSyncExternalStore(never, () => true, () => false);
  if (!isInBrowser) return null;
  return <InBrowser onPath={onPath} {...setup} />;
}

function InBrowser({ onPath, ...setup }: SimulatorProps) {
  const simulator = simulatorOf(setup.flowId);
  const { flowId, graph } = setup;
  useEffect(() => {
    const fork = takeFork(flowId);
    if (fork !== null) simulatorOf(flowId).fork(graph, fork);
  }, [flowId, graph]);
  useEffect(() => () => onPath(null), [onPath]);
  return (
    <SimulatorProvider setup={{ ...setup, simulator }}>
      <Views onPath={onPath} />
    </SimulatorProvider>
  );
}

function Views({ onPath }: Pick<SimulatorProps, "onPath">) {
  const t = useT();
  const [view, setView] = useState("conversation");
  const count = useSimulatorState(({ tests }) => tests?.length ?? null);
  const throughPipeline = useSimulatorState((state) => state.throughPipeline);
  const showPhone = useCallback(() => setView("conversation"), []);
  return (
    <Tabs value={view} onValueChange={setView} className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-1 border-b border-border pr-2 pl-1">
        <TabsList className="flex-1 border-b-0">
          <TabsTrigger value="conversation">{t("simulator.conversation")}</TabsTrigger>
          <TabsTrigger value="tests">{count === null ? t("simulator.tests") : t("simulator.testsCount", { count })}</TabsTrigger>
        </TabsList>
        {view === "conversation" && <SimulatorMenu />}
      </div>
      <TabsContent value="conversation" className="flex min-h-0 flex-1 flex-col">
        <PipelineSwitch />
        {throughPipeline ? (
          <PipelinePhone onPath={onPath} />
        ) : (
          <>
            <DraftPath onPath={onPath} />
            <DraftPhone />
          </>
        )}
      </TabsContent>
      <TabsContent value="tests" className="flex min-h-0 flex-1 flex-col">
        <TestsPanel onConversation={showPhone} />
      </TabsContent>
    </Tabs>
  );
}

/** Tells the canvas which way the conversation on the draft has gone. */
function DraftPath({ onPath }: Pick<SimulatorProps, "onPath">) {
  const session = useSimulatorState(({ session }) => session);
  useEffect(() => {
    const device = current(session);
    onPath(device.execution === null ? null : pathOf(device, session.moments[session.at - 1]?.device ?? null));
  }, [session, onPath]);
  return null;
}

/** The same chat, but on the server and on what is published. */
function PipelineSwitch() {
  const t = useT();
  const { simulator, canEdit } = useSimulator();
  const throughPipeline = useSimulatorState((state) => state.throughPipeline);
  if (!canEdit) return null;
  return (
    <div className="flex items-center justify-between gap-2 border-b border-border px-3 py-1.5">
      <Label htmlFor="simulator-pipeline" title={t("simulator.pipelineHelp")} className="text-xs font-normal">
        {t("simulator.pipeline")}
      </Label>
      <Switch id="simulator-pipeline" checked={throughPipeline} onCheckedChange={(checked) => simulator.set({ throughPipeline: checked })} />
    </div>
  );
}
