// Alerts of a unit: written by one person, changed by others, approved by who wrote none of it, updated, taken back.

import { get, post } from "../api.js";
import { fill, h, loading, notice, problemNotice } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { dateTime } from "../time.js";
import * as words from "../words.js";
import { alertForm } from "./desk-alert-form.js";
import { area } from "./desk-fields.js";

/** A form that is made when it is opened: a list of twenty alerts has forty of them. */
function opening(summary, build) {
  const details = h("details", { class: "act" }, h("summary", {}, summary));
  details.addEventListener("toggle", () => details.open && details.childElementCount === 1 && details.append(build()));
  return details;
}

function cancelling(alert, onDone) {
  const form = h(
    "form",
    {},
    area("reason", "Lý do thu hồi", { min: 10, max: 2000, hint: "Người dân sẽ đọc nội dung này." }),
    h("div", { class: "form__actions" }, h("button", { class: "button button--danger", type: "submit" }, "Thu hồi")),
  );
  onSubmit(form, async (data) => {
    await post(`/api/alerts/${encodeURIComponent(alert.id)}/cancellation`, { reason: text(data, "reason") ?? "" });
    await onDone("Đã thu hồi bản tin.");
  });
  return h("details", { class: "act" }, h("summary", {}, "Thu hồi"), form);
}

function approving(alert, onDone) {
  const form = h("form", {}, h("button", { class: "button", type: "submit" }, "Phê duyệt và gửi"));
  onSubmit(form, async () => {
    await post(`/api/alerts/${encodeURIComponent(alert.id)}/approval`, { version: alert.version });
    await onDone("Đã phê duyệt, bản tin đã được gửi.");
  });
  return form;
}

/** Links to what goes with an alert. */
function documentList({ documents }) {
  return documents.length > 0 && h("ul", { class: "stack-small" }, documents.map(({ id, title }) => h("li", {}, h("a", { href: `/api/media/${encodeURIComponent(id)}`, target: "_blank", rel: "noopener" }, title))));
}

/** What of upper levels the alert is like, with a link to each. */
function warnings(similar) {
  return similar.map(({ likeness, alert }) => h("p", {},
    likeness === "repeat" ? "Bản tin trùng với bản tin cấp trên đã gửi nên sẽ không được phê duyệt: " : "Bản tin gần giống bản tin cấp trên đã gửi: ",
    h("a", { href: alert.page }, alert.title), "."));
}

const TONES = { written: "tag tag--soon", sent: "tag tag--good", cancelled: "tag tag--plain" };

function card(alert, desk, onDone) {
  const own = alert.versions.some(({ by }) => by.id === desk.me.id);
  const scheduled = alert.state === "sent" && alert.valid_from && new Date(alert.valid_from) > Date.now();
  return h(
    "li",
    { class: "card", "data-alert": alert.id },
    h("p", { class: "row" }, h("span", { class: TONES[alert.state] ?? "tag" }, scheduled ? "Hẹn giờ gửi" : words.alertState(alert.state)), h("span", { class: "tag tag--plain" }, words.alertKind(alert.kind)), h("span", { class: "tag tag--plain" }, words.alertEvent(alert.event)), alert.replaces && h("span", { class: "tag" }, "Cập nhật"), alert.replaced_by && h("span", { class: "tag tag--plain" }, "Đã có bản cập nhật")),
    h("h3", { class: "card__title" }, alert.title),
    h("p", { class: "as-written" }, alert.text),
    documentList(alert),
    alert.reason && h("p", {}, h("strong", {}, "Lý do vẫn cần gửi: "), alert.reason),
    h(
      "p",
      { class: "card__facts" },
      h("span", {}, alert.audience ? `Gửi người dân ${alert.audience.name ?? alert.audience.id}` : "Gửi toàn thành phố"),
      alert.areas.length > 0 && h("span", {}, `Khu vực: ${alert.areas.map(({ id, name }) => name ?? id).join(", ")}`),
      alert.valid_from && h("span", {}, `Hiển thị từ ${dateTime(alert.valid_from)}`),
      h("span", {}, `Hiển thị đến ${dateTime(alert.valid_until)}`),
      h("span", {}, `Soạn ${dateTime(alert.written_at)}, ${alert.written_by.name ?? alert.written_by.id}`),
      alert.sent_at && h("span", {}, `Gửi ${dateTime(alert.sent_at)}${alert.approved_by ? `, ${alert.approved_by.name ?? alert.approved_by.id}` : ""}`),
    ),
    alert.cancel_reason && h("p", {}, `Thu hồi ${dateTime(alert.cancelled_at)}: ${alert.cancel_reason}`),
    alert.sent_at && h("p", {}, `Đến ${alert.reach ?? 0} tài khoản, ${alert.reads} người đã đọc.`),
    alert.versions.length > 1 && h("details", {}, h("summary", {}, `Các bản trước (${alert.versions.length - 1})`), h("ol", { class: "stack-small" }, alert.versions.slice(0, -1).map((version) => h("li", {}, h("p", { class: "small" }, `${dateTime(version.at)}, ${version.by.name ?? version.by.id}`), h("p", {}, h("strong", {}, version.title)), h("p", { class: "as-written" }, version.text))))),
    desk.isHead && alert.state === "written" && (own ? h("p", { class: "muted" }, "Người đã soạn hoặc sửa không tự phê duyệt; cần thủ trưởng khác của đơn vị.") : approving(alert, onDone)),
    alert.state === "written" && opening("Sửa", () => alertForm(desk, onDone, "edit", alert)),
    alert.state === "sent" && !alert.replaced_by && opening("Soạn bản cập nhật", () => alertForm(desk, onDone, "update", alert)),
    desk.isHead && alert.state !== "cancelled" && !alert.replaced_by && cancelling(alert, onDone),
  );
}

/** Shows a unit's alerts. */
export async function showAlerts(element, desk, said) {
  fill(element, loading());
  const again = () => showAlerts(element, desk);
  const onDone = async (sentence, similar = []) => {
    const box = notice(similar.length ? "warning" : "success", h("p", { role: "status" }, sentence), warnings(similar));
    box.tabIndex = -1;
    await showAlerts(element, desk, box);
    box.focus();
    scrollTo({ top: 0 });
  };
  let first;
  try {
    first = await get("/api/alerts", { unit: desk.unit });
  } catch (problem) {
    return fill(element, problemNotice(problem, again));
  }
  if (!desk.shows(null)) return undefined;
  const list = h("ol", { class: "cards" }, first.alerts.map((alert) => card(alert, desk, onDone)));
  const more = h("div", {});
  let after = first.next;
  const showMore = () => fill(more, after && h("button", { type: "button", class: "button button--second", on: { click: fetchMore } }, "Xem thêm bản tin"));
  async function fetchMore() {
    fill(more, loading());
    try {
      const next = await get("/api/alerts", { unit: desk.unit, after });
      list.append(...next.alerts.map((alert) => card(alert, desk, onDone)));
      after = next.next;
      showMore();
    } catch (problem) {
      fill(more, problemNotice(problem, fetchMore));
    }
  }
  fill(
    element,
    said,
    h("h2", { tabindex: "-1" }, "Cảnh báo, tuyên truyền"),
    h("p", { class: "muted" }, "Phường, xã gửi đến người dân của mình; sở và Trung tâm gửi toàn thành phố. Bản tin chỉ được gửi khi có thủ trưởng chưa soạn, sửa bản tin đó phê duyệt. Cấp dưới không gửi lại nội dung cấp trên đã gửi."),
    opening("Soạn bản tin mới", () => alertForm(desk, onDone)),
    first.alerts.length ? list : h("p", { class: "empty" }, "Đơn vị chưa có bản tin nào."),
    more,
  );
  showMore();
  return undefined;
}
