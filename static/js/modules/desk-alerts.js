// Alerts of a unit: written by one person, approved by another, taken back with a reason.

import { get, post } from "../api.js";
import { fill, h, loading, notice, problemNotice } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { dateTime, fromInput, toInput } from "../time.js";
import * as words from "../words.js";
import { area, choices, line } from "./desk-fields.js";

const DAY = 24 * 3600 * 1000;

function writing(desk, onDone) {
  const form = h(
    "form",
    {},
    choices("kind", "Loại bản tin", Object.entries(words.ALERT_KINDS)),
    line("title", "Tiêu đề", { hint: "5 đến 150 ký tự." }),
    area("text", "Nội dung", { min: 10, max: 3000, short: false }),
    line("valid_until", "Hiển thị đến", { type: "datetime-local", narrow: true, value: toInput(new Date(Date.now() + DAY)), hint: "Giờ Hà Nội." }),
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Trình phê duyệt")),
  );
  form.addEventListener("input", () => (form.dataset.dirty = ""));
  onSubmit(form, async (data) => {
    await post("/api/alerts", {
      unit: desk.unit,
      kind: text(data, "kind") ?? "",
      title: text(data, "title") ?? "",
      text: text(data, "text") ?? "",
      valid_until: fromInput(text(data, "valid_until")) ?? "",
    });
    delete form.dataset.dirty;
    await onDone("Đã trình bản tin, chờ người khác trong đơn vị phê duyệt.");
  });
  return h("details", { class: "act" }, h("summary", {}, "Soạn bản tin mới"), form);
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
    await post(`/api/alerts/${encodeURIComponent(alert.id)}/approval`);
    await onDone("Đã phê duyệt, bản tin đã được gửi.");
  });
  return form;
}

const TONES = { written: "tag tag--soon", sent: "tag tag--good", cancelled: "tag tag--plain" };

function card(alert, desk, onDone) {
  const own = alert.written_by.id === desk.me.id;
  return h(
    "li",
    { class: "card", "data-alert": alert.id },
    h("p", { class: "row" }, h("span", { class: TONES[alert.state] ?? "tag" }, words.alertState(alert.state)), h("span", { class: "tag tag--plain" }, words.alertKind(alert.kind))),
    h("h3", { class: "card__title" }, alert.title),
    h("p", { class: "as-written" }, alert.text),
    h(
      "p",
      { class: "card__facts" },
      h("span", {}, alert.ward ? `Gửi người dân ${alert.ward.name ?? alert.ward.id}` : "Gửi toàn thành phố"),
      h("span", {}, `Hiển thị đến ${dateTime(alert.valid_until)}`),
      h("span", {}, `Soạn ${dateTime(alert.written_at)}, ${alert.written_by.name ?? alert.written_by.id}`),
      alert.sent_at && h("span", {}, `Gửi ${dateTime(alert.sent_at)}${alert.approved_by ? `, ${alert.approved_by.name ?? alert.approved_by.id}` : ""}`),
    ),
    alert.cancel_reason && h("p", {}, `Thu hồi ${dateTime(alert.cancelled_at)}: ${alert.cancel_reason}`),
    desk.isHead && alert.state === "written" && (own ? h("p", { class: "muted" }, "Người soạn không tự phê duyệt; cần thủ trưởng khác của đơn vị.") : approving(alert, onDone)),
    desk.isHead && alert.state !== "cancelled" && cancelling(alert, onDone),
  );
}

/** Shows a unit's alerts. */
export async function showAlerts(element, desk, said) {
  fill(element, loading());
  const again = () => showAlerts(element, desk);
  const onDone = async (sentence) => {
    const box = notice("success", h("p", { role: "status" }, sentence));
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
    h("p", { class: "muted" }, "Phường, xã gửi đến người dân của mình; sở và Trung tâm gửi toàn thành phố. Bản tin chỉ được gửi khi có thủ trưởng khác phê duyệt."),
    writing(desk, onDone),
    first.alerts.length ? list : h("p", { class: "empty" }, "Đơn vị chưa có bản tin nào."),
    more,
  );
  showMore();
  return undefined;
}
