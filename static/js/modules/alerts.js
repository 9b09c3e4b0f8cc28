// Alerts that are valid now: the city's, and those of the ward where the reader lives.

import { get, me } from "../api.js";
import { fill, h, loading, problemNotice } from "../dom.js";
import { dateTime } from "../time.js";
import { unitSelect } from "../unit-select.js";
import { alertKind } from "../words.js";

export default async function alerts(element) {
  const limit = Number(element.dataset.limit ?? 20);
  const list = h("div", { class: "stack" });
  const person = await me().catch(() => null);
  const page = element.dataset.wardChoice !== undefined; // its own page: no heading stands between h1 and the cards
  if (page) await addChoice(element, person, (ward) => show(list, { limit, ward }, "h2"));
  element.append(list);
  await show(list, { limit }, page ? "h2" : "h3");
}

/** Who lives somewhere we know sees that ward's alerts; everybody else may name one. */
async function addChoice(element, person, choose) {
  if (person?.residence) {
    element.append(h("p", {}, "Đang xem cảnh báo của thành phố và của ", h("strong", {}, person.residence.name), ". ", h("a", { href: "/cua-toi#noi-o" }, "Đổi nơi ở")));
    return;
  }
  try {
    const field = await unitSelect({ id: "phuong-xa", label: "Phường, xã của bạn", empty: "Chỉ cảnh báo toàn thành phố", optional: true, filters: true });
    field.addEventListener("change", () => choose(field.select.value));
    element.append(field);
  } catch {
    // Without the list of wards the city's alerts are still there.
  }
}

async function show(list, query, level) {
  fill(list, loading());
  try {
    const page = await get("/api/inbox", query);
    if (!page.alerts.length) return void fill(list, h("p", { class: "empty" }, "Hiện không có cảnh báo nào."));
    const cards = h("ul", { class: "cards" }, page.alerts.map((alert) => card(alert, level)));
    fill(list, cards);
    if (level === "h2") more(list, cards, query, level, page.next);
  } catch (problem) {
    fill(list, problemNotice(problem, () => show(list, query, level)));
  }
}

function more(list, cards, query, level, next) {
  if (!next) return;
  const button = h("button", { type: "button", class: "button button--second button--wide", on: { click: async () => {
    try {
      const page = await get("/api/inbox", { ...query, after: next });
      const added = page.alerts.map((alert) => card(alert, level));
      cards.append(...added);
      button.remove();
      more(list, cards, query, level, page.next);
      added[0]?.querySelector(".card__title")?.focus();
    } catch (problem) {
      button.after(problemNotice(problem));
    }
  } } }, "Xem thêm");
  list.append(button);
}

function card(alert, level) {
  const cancelled = alert.state === "cancelled";
  return h(
    "li", { class: "card" },
    h("p", {}, h("span", { class: cancelled ? "tag tag--plain" : alert.kind === "warning" ? "tag tag--soon" : "tag" }, cancelled ? "Đã thu hồi" : alertKind(alert.kind))),
    h(level, { class: "card__title", tabindex: "-1" }, alert.title),
    cancelled && h("p", {}, h("strong", {}, "Lý do thu hồi: "), alert.cancel_reason),
    h("p", { class: "as-written" }, alert.text),
    h("p", { class: "card__facts" },
      h("span", {}, alert.unit.name ?? alert.unit.id),
      h("span", {}, `Gửi ${dateTime(alert.sent_at)}`),
      !cancelled && h("span", {}, `Hiệu lực đến ${dateTime(alert.valid_until)}`),
    ),
  );
}
