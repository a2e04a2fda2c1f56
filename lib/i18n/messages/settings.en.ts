import type { Translation } from "../message.ts";
import type { settingsPt } from "./settings.pt.ts";

export const settingsEn: Translation<typeof settingsPt> = {};
