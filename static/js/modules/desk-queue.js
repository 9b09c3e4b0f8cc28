// The queue of a desk: how many, how many late, and a page of cases, the most pressing first.

import { get } from "../api.js";
import { h } from "../dom.js";
import { showPages } from "../pages.js";
import { dateTime } from "../time.js";
import * as words from "../words.js";
import { dueTag, levelTag, pressing } from "./desk-due.js";

const pathOf = (desk) => `/api/desks/${desk}/cases`;
// An officer's own queue and the Inspectorate's are of no unit.
const queryOf = (desk, unit) => ({ unit: ["handling", "inspection"].includes(desk) ? undefined : unit });

/** A page of a desk's queue. */
export const page = (desk, unit, parameters) => get(pathOf(desk), { ...queryOf(desk, unit), ...parameters });

function card(item, desk) {
  const kind = pressing(item.due_at, item.overdue);
  return h(
    "li",
    { class: kind ? `card card--${kind} queued` : "card queued" },
    h(
      "p",
      { class: "row queued__tags" },
      dueTag(item.due_at, item.overdue),
      h("span", { class: words.stateTone(item.state) }, words.state(item.state)),
      levelTag(item.level),
      item.confidential && h("span", { class: "tag tag--plain" }, "Bảo mật danh tính"),
      item.kind !== "field" && h("span", { class: "tag tag--plain" }, words.kind(item.kind)),
      item.urged && h("span", { class: "tag tag--late" }, "Bị đôn đốc"),
      item.contribution && h("span", { class: "tag tag--plain" }, words.contribution(item.contribution)),
    ),
    h("h3", { class: "card__title" }, h("a", { href: desk.to(item.code), "data-go": true }, item.excerpt)),
    h("p", {}, [item.address, item.ward.name ?? item.ward.id].filter(Boolean).join(", ")),
    h(
      "p",
      { class: "card__facts" },
      h("span", { class: "code" }, item.code),
      h("span", {}, item.category.name ?? item.category.code),
      item.due_at && h("span", {}, `${words.clock(item.clocks[0])}: ${dateTime(item.due_at)}`),
      h("span", {}, `Gửi ${dateTime(item.submitted_at)}`),
      item.handler && h("span", {}, `Xử lý: ${item.handler}`),
    ),
  );
}

/** Shows the queue, page by page. `desk` says which, and where a case's address is. */
export function showQueue(element, desk) {
  const again = async () => {
    await showQueue(element, desk);
    element.querySelector("h2")?.focus();
  };
  const head = ({ total, overdue }) =>
    h(
      "div",
      { class: "row queue__head" },
      h("h2", { tabindex: "-1" }, desk.title),
      h("p", { class: "queue__counts", role: "status" }, `${total} hồ sơ, `, h("span", { class: overdue ? "queue__late" : "" }, `${overdue} quá hạn`)),
      h("button", { type: "button", class: "button button--second", on: { click: again } }, "Tải lại"),
    );
  return showPages(element, pathOf(desk.name), queryOf(desk.name, desk.unit), "cases", (item) => card(item, desk), "Không có hồ sơ nào đang chờ ở bàn này.", { tag: "ol", more: "Xem thêm hồ sơ", head });
}
