"use client";
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Copy,
  LayoutGrid,
  Rows3,
  type LucideIcon,
  Trash2,
} from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { useT } from "#lib/i18n/client.tsx";
import { SHORTCUTS } from "../actions/shortcuts.ts";
import type { Actions } from "../actions/use-actions.ts";
import { useEditorState } from "../store/editor-context.tsx";

/** With two there is no gap to make equal to another. */
const DISTRIBUTABLE = 3;

/** Several cards: to be aligned, spread, copied or taken away together. */
export function SelectionPanel({ actions, count }: { actions: Actions; count: number }) {
  const t = useT();
  const readOnly = useEditorState((state) => state.readOnly);
  const isArranging = useEditorState((state) => state.isArranging);
  return (
    <div className="flex flex-col gap-4 p-3">
      <h3 className="text-[13px] font-semibold">{t("builder.selectedCount", { count })}</h3>
      {!readOnly && (
        <>
          <div role="group" aria-label={t("builder.align")} className="flex flex-wrap gap-1">
            <Tool icon={AlignStartVertical} label={t("builder.alignLeft")} keys={SHORTCUTS.alignLeft} run={() => actions.align("left")} />
            <Tool icon={AlignCenterVertical} label={t("builder.alignCenter")} run={() => actions.align("center")} />
            <Tool icon={AlignEndVertical} label={t("builder.alignRight")} keys={SHORTCUTS.alignRight} run={() => actions.align("right")} />
            <Tool icon={AlignStartHorizontal} label={t("builder.alignTop")} keys={SHORTCUTS.alignTop} run={() => actions.align("top")} />
            <Tool icon={AlignCenterHorizontal} label={t("builder.alignMiddle")} run={() => actions.align("middle")} />
            <Tool
              icon={AlignEndHorizontal}
              label={t("builder.alignBottom")}
              keys={SHORTCUTS.alignBottom}
              run={() => actions.align("bottom")}
            />
            <Tool
              icon={AlignHorizontalDistributeCenter}
              label={t("builder.distributeHorizontal")}
              disabled={count < DISTRIBUTABLE}
              run={() => actions.distribute("horizontal")}
            />
            <Tool
              icon={AlignVerticalDistributeCenter}
              label={t("builder.distributeVertical")}
              disabled={count < DISTRIBUTABLE}
              run={() => actions.distribute("vertical")}
            />
          </div>
          <div className="flex flex-wrap gap-2">
            <Button size="sm" pending={isArranging} onClick={actions.layout}>
              {!isArranging && <LayoutGrid />}
              {t("builder.actionLayout")}
            </Button>
            <Button size="sm" disabled={isArranging} onClick={actions.layoutDocked}>
              <Rows3 />
              {t("builder.actionLayoutDocked")}
            </Button>
            <Button size="sm" onClick={actions.duplicate}>
              <Copy />
              {t("builder.actionDuplicate")}
            </Button>
            <Button size="sm" onClick={actions.remove}>
              <Trash2 />
              {t("builder.actionRemove")}
            </Button>
          </div>
        </>
      )}
      {!readOnly && <p className="text-xs text-muted-foreground">{t("builder.selectionHint")}</p>}
    </div>
  );
}

function Tool({
  icon: Icon,
  label,
  keys,
  disabled = false,
  run,
}: {
  icon: LucideIcon;
  label: string;
  keys?: readonly string[];
  disabled?: boolean;
  run: () => void;
}) {
  return (
    <Tooltip label={label} {...(keys && { keys })}>
      <Button variant="outline" size="icon-sm" aria-label={label} disabled={disabled} onClick={run}>
        <Icon />
      </Button>
    </Tooltip>
  );
}
