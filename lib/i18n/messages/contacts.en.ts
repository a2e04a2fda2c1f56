import type { Translation } from "../message.ts";
import type { contactsPt } from "./contacts.pt.ts";

export const contactsEn: Translation<typeof contactsPt> = {};
