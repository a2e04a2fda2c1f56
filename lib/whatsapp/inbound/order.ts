import type { Context, Json } from "../../engine/types.ts";
import { boundedJson, copyTexts, listOf, numberOf, objectOf } from "../../json/read-json.ts";
import { type InboundType, LISTS, words } from "./inbound-type.ts";

export const order: InboundType = {
  types: ["order"],
  read(part) {
    const items = listOf(part["product_items"])
      .slice(0, 500)
      .map((value): Json => {
        const item = objectOf(value);
        const kept: Context = { quantity: numberOf(item["quantity"]), item_price: numberOf(item["item_price"]) };
        copyTexts(kept, item, ["product_retailer_id", "currency"], 256);
        return kept;
      });
    const data: Context = { product_items: boundedJson(items, LISTS) };
    copyTexts(data, part, ["catalog_id"], 256);
    return { text: words(part["text"]), data };
  },
  shown: (_type, { product_items }) => `🛒 ${listOf(product_items).length}`,
};
