"use client";
import { type KeyboardEvent, useCallback, useEffect } from "react";
import { pressedKey } from "#components/ui/pressed-key.ts";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "#components/ui/tabs.tsx";
import { useInBrowser } from "#components/ui/use-in-browser.ts";
import { useT } from "#lib/i18n/client.tsx";
import { current } from "#lib/simulator/session.ts";
import { type Path, pathOnDevice } from "#lib/simulator/path.ts";
import { DraftPhone } from "./draft-phone.tsx";
import { DraftTools } from "./draft-tools.tsx";
import { consumeFork } from "./fork.ts";
import { PipelinePhone } from "./pipeline-phone.tsx";
import { SimulatorProvider, type SimulatorSetup, useSimulator, useSimulatorState } from "./simulator-context.tsx";
import { simulatorOf, type SimulatorState } from "./simulator-store.ts";
import { TestsPanel } from "./tests-panel.tsx";

interface SimulatorProps extends Omit<SimulatorSetup, "simulator"> {
  /** Told whenever the way gone changes; called with null when the simulator is closed. Must stay the same function. */
  onPath: (path: Path | null) => void;
}

/** A phone beside the canvas on which the draft runs, and the tests that were kept of such conversations. */
export function Simulator({ onPath, ...setup }: SimulatorProps) {
  // Its clock is the reader's, so the server cannot draw it.
  const isInBrowser = useInBrowser();
  if (!isInBrowser) return null;
  return <InBrowser onPath={onPath} {...setup} />;
}

function InBrowser({ onPath, ...setup }: SimulatorProps) {
  const simulator = simulatorOf(setup.flowId);
  const { flowId, graph } = setup;
  useEffect(() => {
    const fork = consumeFork(flowId);
    if (fork !== null) simulatorOf(flowId).fork(graph, fork);
  }, [flowId, graph]);
  useEffect(() => () => onPath(null), [onPath]);
  return (
    <SimulatorProvider setup={{ ...setup, simulator }}>
      <Views onPath={onPath} />
    </SimulatorProvider>
  );
}

/** Three of them and three icons share the panel's usual width. */
const TAB = "px-1.5 text-[13px]";

type View = SimulatorState["view"];
const isView = (value: string): value is View => ["draft", "pipeline", "tests"].includes(value);

function Views({ onPath }: Pick<SimulatorProps, "onPath">) {
  const t = useT();
  const { simulator, canEdit } = useSimulator();
  const view = useSimulatorState((state) => state.view);
  const count = useSimulatorState(({ tests }) => tests?.length ?? null);
  const show = useCallback((value: string) => isView(value) && simulator.set({ view: value }), [simulator]);
  return (
    <Tabs value={view} onValueChange={show} onKeyDown={keepPlainKeys} className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center border-b border-border pr-1 pl-1">
        <TabsList className="min-w-0 flex-1 gap-0 border-b-0">
          <TabsTrigger value="draft" className={TAB}>
            {t("simulator.draft")}
          </TabsTrigger>
          {canEdit && (
            <TabsTrigger value="pipeline" className={TAB} title={t("simulator.pipelineHelp")}>
              {t("simulator.pipeline")}
            </TabsTrigger>
          )}
          <TabsTrigger value="tests" className={TAB}>
            {count === null ? t("simulator.tests") : t("simulator.testsCount", { count })}
          </TabsTrigger>
        </TabsList>
        {view === "draft" && (
          <div className="flex shrink-0 items-center">
            <DraftTools />
          </div>
        )}
      </div>
      <TabsContent value="draft" className="flex min-h-0 flex-1 flex-col">
        <DraftPath onPath={onPath} />
        <DraftPhone />
      </TabsContent>
      <TabsContent value="pipeline" className="flex min-h-0 flex-1 flex-col">
        <PipelinePhone onPath={onPath} />
      </TabsContent>
      <TabsContent value="tests" className="flex min-h-0 flex-1 flex-col">
        <TestsPanel onConversation={() => show("draft")} />
      </TabsContent>
    </Tabs>
  );
}

/**
 * Keys that mean something to the canvas, such as Backspace for its selected node, mean nothing to it while the focus is here. Escape leads
 * back there.
 */
function keepPlainKeys(event: KeyboardEvent): void {
  if (!event.metaKey && !event.ctrlKey && pressedKey(event) !== "Escape") event.stopPropagation();
}

/** Tells the canvas which way the conversation on the draft has gone. */
function DraftPath({ onPath }: Pick<SimulatorProps, "onPath">) {
  const device = useSimulatorState(({ session }) => current(session));
  useEffect(() => onPath(pathOnDevice(device)), [device, onPath]);
  return null;
}
