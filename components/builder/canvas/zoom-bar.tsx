"use client";
import { Maximize, Minus, Plus } from "lucide-react";
import { Panel, useReactFlow, useViewport } from "reactflow";
import { Button } from "#components/ui/button.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useFormat, useT } from "#lib/i18n/client.tsx";
import { SHORTCUTS } from "../actions/shortcuts.ts";
import { useFit } from "../viewport/use-fit.ts";

export function ZoomBar() {
  const t = useT();
  const format = useFormat();
  const { zoom } = useViewport();
  const flow = useReactFlow();
  const fit = useFit();
  return (
    <Panel
      position="bottom-left"
      role="group"
      aria-label={t("builder.zoomControls")}
      className="flex items-center rounded-lg border border-border bg-surface p-0.5 shadow-sm"
    >
      <Tooltip label={t("builder.zoomOut")} side="top">
        <Button variant="ghost" size="icon-sm" aria-label={t("builder.zoomOut")} onClick={() => void flow.zoomOut()}>
          <Minus />
        </Button>
      </Tooltip>
      <Tooltip label={t("builder.zoomReset")} side="top">
        <Button
          variant="ghost"
          size="sm"
          className="w-13 px-1 tabular-nums"
          aria-label={`${format.percent(Math.round(zoom * 100) / 100)}, ${t("builder.zoomReset")}`}
          onClick={() => void flow.zoomTo(1)}
        >
          {format.percent(Math.round(zoom * 100) / 100)}
        </Button>
      </Tooltip>
      <Tooltip label={t("builder.zoomIn")} side="top">
        <Button variant="ghost" size="icon-sm" aria-label={t("builder.zoomIn")} onClick={() => void flow.zoomIn()}>
          <Plus />
        </Button>
      </Tooltip>
      <Tooltip label={t("builder.fit")} keys={SHORTCUTS.fit} side="top">
        <Button variant="ghost" size="icon-sm" aria-label={t("builder.fit")} onClick={fit}>
          <Maximize />
        </Button>
      </Tooltip>
    </Panel>
  );
}
