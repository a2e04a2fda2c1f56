import type { Translation } from "../message.ts";
import type { authPt } from "./auth.pt.ts";

export const authEn: Translation<typeof authPt> = {};
