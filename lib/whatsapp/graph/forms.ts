import { idOf, listOf, objectOf, textOf } from "../../json/read-json.ts";

/** Meta's forms ("Flows") of an account, as Graph lists them. */

/** Which account a number belongs to is told among those that decide whether it may send. Source: Meta's reference of health status. */
export const ACCOUNT_FIELDS = "id,health_status";

/** The WhatsApp Business account in Graph's response to `GET /{phone_number_id}?fields=health_status`; null where it is not told. */
export function accountOf(body: unknown): string | null {
  const entities = listOf(objectOf(objectOf(body)["health_status"])["entities"]).map(objectOf);
  return idOf(entities.find((entity) => entity["entity_type"] === "WABA")?.["id"], 64);
}

export const FORM_FIELDS = "id,name,status,categories";
export const PUBLISHED = "PUBLISHED";

interface ListedForm {
  id: string;
  name: string;
  /** Meta's word. */
  status: string;
  categories: string[];
}

/** One page of `GET /{waba_id}/flows`, and the cursor of the next; null on the last. What has no id is left out. */
export function readForms(body: unknown): { forms: ListedForm[]; after: string | null } {
  const page = objectOf(body);
  const forms = listOf(page["data"]).flatMap((each): ListedForm[] => {
    const form = objectOf(each);
    const id = idOf(form["id"], 64);
    if (id === null) return [];
    const categories = listOf(form["categories"]).flatMap((category) => textOf(category, 64) ?? []);
    return [{ id, name: textOf(form["name"], 200) ?? id, status: textOf(form["status"], 64) ?? "", categories }];
  });
  const paging = objectOf(page["paging"]);
  const isLast = textOf(paging["next"], 4096) === null;
  return { forms, after: isLast ? null : textOf(objectOf(paging["cursors"])["after"], 1024) };
}
