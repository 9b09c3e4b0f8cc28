// The queue of a desk: how many, how many late, and a page of cases, the most pressing first.

import { get } from "../api.js";
import { fill, h, loading, problemNotice } from "../dom.js";
import { dateTime } from "../time.js";
import * as words from "../words.js";
import { dueTag, levelTag, pressing } from "./desk-due.js";

/** A page of a desk's queue. */
export const page = (desk, unit, parameters) =>
  get(`/api/desks/${desk}/cases`, { unit: ["handling", "inspection"].includes(desk) ? undefined : unit, ...parameters });

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

/** Shows the queue. `desk` says which, and where a case's address is. */
export async function showQueue(element, desk) {
  const again = () => showQueue(element, desk);
  fill(element, loading("Đang tải danh sách…"));
  let first;
  try {
    first = await page(desk.name, desk.unit);
  } catch (problem) {
    return fill(element, problemNotice(problem, again));
  }
  if (!desk.shows(null)) return undefined;
  const list = h("ol", { class: "cards" }, first.cases.map((item) => card(item, desk)));
  const more = h("div", { class: "stack-small" });
  let after = first.next;
  const showMore = () =>
    fill(more, after && h("button", { type: "button", class: "button button--second button--wide", on: { click: fetchMore } }, "Xem thêm hồ sơ"));
  async function fetchMore() {
    fill(more, loading());
    try {
      const next = await page(desk.name, desk.unit, { after });
      const cards = next.cases.map((item) => card(item, desk));
      list.append(...cards);
      after = next.next;
      showMore();
      cards[0]?.querySelector("a").focus();
    } catch (problem) {
      fill(more, problemNotice(problem, fetchMore));
    }
  }
  fill(
    element,
    h(
      "div",
      { class: "row queue__head" },
      h("h2", { tabindex: "-1" }, desk.title),
      h("p", { class: "queue__counts", role: "status" }, `${first.total} hồ sơ, `, h("span", { class: first.overdue ? "queue__late" : "" }, `${first.overdue} quá hạn`)),
      h("button", { type: "button", class: "button button--second", on: { click: again } }, "Tải lại"),
    ),
    desk.note && h("p", { class: "muted" }, desk.note),
    first.cases.length ? list : h("p", { class: "empty" }, "Không có hồ sơ nào đang chờ ở bàn này."),
    more,
  );
  showMore();
  return first;
}
