import type { Trigger } from "../engine/trigger-types.ts";
import type { Translate } from "./catalogue.ts";

/** More are counted. */
const SHOWN = 5;

/** What begins the flow, in a line. */
export function triggerText(trigger: Trigger, t: Translate): string {
  const { type } = trigger;
  const said = (texts: readonly string[] = []) => texts.filter((text) => text.trim() !== "").join(", ");
  switch (type) {
    case "words": {
      const words = trigger.words.filter((word) => word.trim() !== "");
      const shown = { match: t(`triggers.match_${trigger.match}`), words: said(words.slice(0, SHOWN)) };
      return words.length > SHOWN
        ? t("triggers.text_wordsMore", { ...shown, count: words.length - SHOWN })
        : t("triggers.text_words", shown);
    }
    case "referral":
      return said(trigger.source_ids) === ""
        ? t(`triggers.type_${type}`)
        : t("triggers.text_referralOf", { ids: said(trigger.source_ids) });
    case "template_reply":
      return said(trigger.replies) === ""
        ? t(`triggers.type_${type}`)
        : t("triggers.text_template_replyOf", { replies: said(trigger.replies) });
    case "schedule":
      return t("triggers.text_scheduleAt", { cron: trigger.cron, zone: trigger.time_zone, labels: said(trigger.labels) });
    default:
      return t(`triggers.type_${type}`);
  }
}

/** Why a conversation began. */
export const startedByText = ({ type }: { type: string }, t: Translate): string =>
  t("triggers.startedBy", { why: type === "default" ? t("triggers.startedBy_default") : (t.maybe(`triggers.type_${type}`) ?? type) });
