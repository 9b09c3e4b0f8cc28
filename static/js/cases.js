// A published case as it stands in a list.

import { h } from "./dom.js";
import { dateTime } from "./time.js";
import { kind, satisfaction } from "./words.js";

/** Where a case is followed. */
export const caseHref = (code) => `/tra-cuu?ma=${encodeURIComponent(code)}`;

/** The card; `level` is that of its heading. */
export function publishedCard(item, level = "h3") {
  return h(
    "li", { class: "card" },
    h(level, { class: "card__title" }, h("a", { href: caseHref(item.code) }, item.excerpt)),
    h("p", {}, [item.address, item.ward.name ?? item.ward.id].filter(Boolean).join(" – ")),
    h("p", { class: "card__facts" },
      item.kind !== "field" && h("span", {}, kind(item.kind)),
      h("span", {}, item.category.name ?? item.category.code),
      h("span", {}, `Xử lý: ${item.unit.name ?? item.unit.id}`),
      h("span", {}, `Công khai ${dateTime(item.published_at)}`),
      h("span", { class: "code" }, item.code),
    ),
    item.satisfaction && h("p", {}, h("span", { class: item.satisfaction === "unsatisfied" ? "tag tag--soon" : "tag tag--good" }, `Người gửi: ${satisfaction(item.satisfaction).toLowerCase()}`)),
  );
}
