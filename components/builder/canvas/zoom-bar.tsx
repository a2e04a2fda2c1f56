"use client";
import { Map as MapIcon, Maximize, Minus, Plus, Rows3 } from "lucide-react";
import { Panel, useViewport } from "reactflow";
import { Button } from "#components/ui/button.tsx";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "#components/ui/dropdown-menu.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useFormat, useT } from "#lib/i18n/client.tsx";
import { SHORTCUTS } from "../actions/shortcuts.ts";
import { useEditor, useEditorState } from "../store/editor-context.tsx";
import { useFit } from "../viewport/use-fit.ts";
import { useZoom } from "../viewport/use-zoom.ts";
import { CARD_LEVELS } from "../card/card-size.ts";

const STEP = 1.2;

export function ZoomBar() {
  const t = useT();
  const format = useFormat();
  const { zoom } = useViewport();
  const zoomBy = useZoom();
  const fit = useFit();
  return (
    <Panel
      position="bottom-left"
      role="group"
      aria-label={t("builder.zoomControls")}
      className="flex items-center rounded-lg select-none border border-border bg-surface p-0.5 shadow-sm"
    >
      <Tooltip label={t("builder.zoomOut")} side="top">
        <Button variant="ghost" size="icon-sm" aria-label={t("builder.zoomOut")} onClick={() => zoomBy((now) => now / STEP)}>
          <Minus />
        </Button>
      </Tooltip>
      <Tooltip label={t("builder.zoomReset")} side="top">
        <Button
          variant="ghost"
          size="sm"
          className="w-13 px-1 tabular-nums"
          aria-label={`${format.percent(Math.round(zoom * 100) / 100)}, ${t("builder.zoomReset")}`}
          onClick={() => zoomBy(() => 1)}
        >
          {format.percent(Math.round(zoom * 100) / 100)}
        </Button>
      </Tooltip>
      <Tooltip label={t("builder.zoomIn")} side="top">
        <Button variant="ghost" size="icon-sm" aria-label={t("builder.zoomIn")} onClick={() => zoomBy((now) => now * STEP)}>
          <Plus />
        </Button>
      </Tooltip>
      <Tooltip label={t("builder.fit")} keys={SHORTCUTS.fit} side="top">
        <Button variant="ghost" size="icon-sm" aria-label={t("builder.fit")} onClick={() => fit()}>
          <Maximize />
        </Button>
      </Tooltip>
      <CardLevels />
      <MapToggle />
    </Panel>
  );
}

/** How much each card shows. */
function CardLevels() {
  const t = useT();
  const editor = useEditor();
  const level = useEditorState(({ cardLevel }) => cardLevel);
  return (
    <DropdownMenu>
      <Tooltip label={t("builder.cardLevel")} side="top">
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={t("builder.cardLevel")}>
            <Rows3 />
          </Button>
        </DropdownMenuTrigger>
      </Tooltip>
      <DropdownMenuContent side="top" align="start">
        <DropdownMenuLabel>{t("builder.cardLevel")}</DropdownMenuLabel>
        <DropdownMenuRadioGroup
          value={level}
          onValueChange={(value) => {
            const chosen = CARD_LEVELS.find((each) => each === value);
            if (chosen) editor.showCards(chosen);
          }}
        >
          {CARD_LEVELS.map((each) => (
            <DropdownMenuRadioItem key={each} value={each}>
              {t(`builder.cardLevel_${each}`)}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function MapToggle() {
  const t = useT();
  const editor = useEditor();
  const isMapOpen = useEditorState((state) => state.isMapOpen);
  return (
    <Tooltip label={t("builder.map")} side="top">
      <Button
        variant={isMapOpen ? "secondary" : "ghost"}
        size="icon-sm"
        aria-label={t("builder.map")}
        aria-pressed={isMapOpen}
        className="max-md:hidden"
        onClick={() => editor.set({ isMapOpen: !isMapOpen })}
      >
        <MapIcon />
      </Button>
    </Tooltip>
  );
}
