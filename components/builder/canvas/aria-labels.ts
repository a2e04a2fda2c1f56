import type { AriaLabelConfig } from "reactflow";
import type { Translate } from "#lib/i18n/catalogue.ts";

/** What React Flow says to screen readers, in the reader's language, and only of what they may do. */
export function ariaLabels(t: Translate, readOnly: boolean): AriaLabelConfig {
  const directions: Record<string, string> = {
    up: t("builder.ariaUp"),
    down: t("builder.ariaDown"),
    left: t("builder.ariaLeft"),
    right: t("builder.ariaRight"),
  };
  return {
    "node.a11yDescription.default": readOnly ? t("builder.ariaNodeFixed") : t("builder.ariaNode"),
    "node.a11yDescription.keyboardDisabled": t("builder.ariaNodeFixed"),
    "node.a11yDescription.ariaLiveMessage": ({ direction, x, y }) =>
      t("builder.ariaMoved", { direction: directions[direction] ?? direction, x: Math.round(x), y: Math.round(y) }),
    "edge.a11yDescription.default": readOnly ? t("builder.ariaTransitionFixed") : t("builder.ariaTransition"),
    "controls.ariaLabel": t("builder.zoomControls"),
    "controls.zoomIn.ariaLabel": t("builder.zoomIn"),
    "controls.zoomOut.ariaLabel": t("builder.zoomOut"),
    "controls.fitView.ariaLabel": t("builder.fit"),
    "controls.interactive.ariaLabel": t("builder.canvas"),
    "minimap.ariaLabel": t("builder.minimap"),
    "handle.ariaLabel": t("builder.ariaHandle"),
  };
}
