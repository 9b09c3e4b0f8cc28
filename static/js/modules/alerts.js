// Alerts that are valid now: the city's, and those of the ward where the reader lives. `?tin=` shows one alone.

import { get, me, post } from "../api.js";
import { fill, h, loading, problemNotice } from "../dom.js";
import { showPages } from "../pages.js";
import { dateTime } from "../time.js";
import { unitSelect } from "../unit-select.js";
import { alertEvent, alertKind } from "../words.js";

export default async function alerts(element) {
  const limit = Number(element.dataset.limit ?? 20);
  const list = h("div", { class: "stack" });
  const page = element.dataset.wardChoice !== undefined; // its own page: no heading stands between h1 and the cards
  const one = page && new URLSearchParams(location.search).get("tin");
  if (one) return void (await showOne(element, one));
  const choice = h("div", {});
  fill(element, page && choice, list);
  // In an emergency nobody waits for a list of wards: the alerts first, the choice beside them.
  await Promise.all([show(list, { limit }, page ? "h2" : "h3"), page && addChoice(choice, (ward) => show(list, { limit, ward }, "h2"))]);
}

/** Who lives somewhere we know sees that ward's alerts; everybody else may name one. */
async function addChoice(place, choose) {
  const person = await me().catch(() => null);
  if (person?.residence) {
    fill(place, h("p", {}, "Đang xem cảnh báo của thành phố và của ", h("strong", {}, person.residence.name), ". ", h("a", { href: "/cua-toi#noi-o" }, "Đổi nơi ở")));
    return;
  }
  try {
    const field = await unitSelect({ id: "phuong-xa", label: "Phường, xã của bạn", empty: "Chỉ cảnh báo toàn thành phố", optional: true, filters: true });
    field.addEventListener("change", () => choose(field.select.value));
    fill(place, field);
  } catch {
    // Without the list of wards the city's alerts are still there.
  }
}

/** One alert, whose address stands in a message or in the chain of another. */
async function showOne(element, id) {
  fill(element, loading());
  try {
    const alert = await get(`/api/alerts/${encodeURIComponent(id)}`);
    fill(element, h("ul", { class: "cards" }, card(alert, "h2", false)), h("p", {}, h("a", { href: "/canh-bao" }, "Xem mọi cảnh báo đang có hiệu lực")));
  } catch (problem) {
    fill(element, problemNotice(problem, () => showOne(element, id)), h("p", {}, h("a", { href: "/canh-bao" }, "Xem mọi cảnh báo đang có hiệu lực")));
  }
}

/** The list; where there is more to come only on its own page. */
const show = (list, query, level) =>
  showPages(list, "/api/inbox", query, "alerts", (alert) => card(alert, level), "Hiện không có cảnh báo nào.", { more: level === "h2" ? "Xem thêm" : null });

const addressOf = (id) => `/canh-bao?tin=${encodeURIComponent(id)}`;

function card(alert, level, inInbox = true) {
  const cancelled = alert.state === "cancelled";
  return h(
    "li", { class: "card", "data-alert": alert.id },
    h("p", { class: "row" },
      h("span", { class: cancelled ? "tag tag--plain" : alert.kind === "warning" ? "tag tag--soon" : "tag" }, cancelled ? "Đã thu hồi" : alertKind(alert.kind)),
      alert.replaces && !cancelled && h("span", { class: "tag" }, "Cập nhật"),
      alert.event !== "other" && h("span", { class: "tag tag--plain" }, alertEvent(alert.event)),
    ),
    h(level, { class: "card__title", tabindex: "-1" }, alert.title),
    alert.replaced_by && h("p", {}, "Bản tin này đã có ", h("a", { href: addressOf(alert.replaced_by) }, "bản cập nhật"), "."),
    cancelled && h("p", {}, h("strong", {}, "Lý do thu hồi: "), alert.cancel_reason),
    h("p", { class: "as-written" }, alert.text),
    alert.documents.length > 0 && h("ul", { class: "stack-small" }, alert.documents.map(({ id, title }) => h("li", {}, h("a", { href: `/api/public/media/${encodeURIComponent(id)}`, target: "_blank", rel: "noopener" }, title)))),
    h("p", { class: "card__facts" },
      h("span", {}, alert.unit.name ?? alert.unit.id),
      alert.areas.length > 0 && h("span", {}, `Khu vực: ${alert.areas.map(({ id, name }) => name ?? id).join(", ")}`),
      h("span", {}, `Gửi ${dateTime(alert.sent_at)}`),
      !cancelled && h("span", {}, `Hiệu lực đến ${dateTime(alert.valid_until)}`),
    ),
    alert.earlier.length > 0 && h("details", {}, h("summary", {}, `Các bản tin trước (${alert.earlier.length})`),
      h("ol", { class: "stack-small" }, alert.earlier.map(({ id, title, sent_at }) => h("li", {}, h("a", { href: addressOf(id) }, title), ` – gửi ${dateTime(sent_at)}`)))),
    inInbox && readMark(alert),
  );
}

/** For residents who are signed in: that they have read it. The unit learns how many, not who. */
function readMark(alert) {
  const mark = h("p", { class: "small", role: "status", hidden: true });
  const done = (at) => {
    mark.textContent = `Bạn đã đọc lúc ${dateTime(at)}`;
    mark.hidden = false;
  };
  if (alert.read_at) done(alert.read_at);
  me().catch(() => null).then((person) => {
    if (!person || alert.read_at) return;
    const button = h("button", { type: "button", class: "button button--text", on: { click: async () => {
      try {
        done((await post(`/api/inbox/${encodeURIComponent(alert.id)}/read`)).read_at);
      } catch (problem) {
        mark.textContent = problem.message;
        mark.hidden = false;
      }
      button.remove();
    } } }, "Đánh dấu đã đọc");
    mark.after(button);
  });
  return h("div", {}, mark);
}
