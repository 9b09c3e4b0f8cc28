// Alerts of a unit: written by one person, changed by others, approved by who wrote none of it, updated, taken back.

import { post } from "../api.js";
import { fill, h, named, notice, told } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { showPages } from "../pages.js";
import { dateTime } from "../time.js";
import * as words from "../words.js";
import { alertForm } from "./desk-alert-form.js";
import { act, area, opening, WHY } from "./desk-fields.js";

const cancelling = (alert, onDone) =>
  act("Thu hồi", area("reason", "Lý do thu hồi", { ...WHY, hint: "Người dân sẽ đọc nội dung này." }), "Thu hồi", async (data) => {
    await post(`/api/alerts/${encodeURIComponent(alert.id)}/cancellation`, { reason: text(data, "reason") });
    await onDone("Đã thu hồi bản tin.");
  }, { danger: true });

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
      h("span", {}, alert.audience ? `Gửi người dân ${named(alert.audience)}` : "Gửi toàn thành phố"),
      alert.areas.length > 0 && h("span", {}, `Khu vực: ${alert.areas.map(named).join(", ")}`),
      alert.valid_from && h("span", {}, `Hiển thị từ ${dateTime(alert.valid_from)}`),
      h("span", {}, `Hiển thị đến ${dateTime(alert.valid_until)}`),
      h("span", {}, `Soạn ${dateTime(alert.written_at)}, ${named(alert.written_by)}`),
      alert.sent_at && h("span", {}, `Gửi ${dateTime(alert.sent_at)}${alert.approved_by ? `, ${named(alert.approved_by)}` : ""}`),
    ),
    alert.cancel_reason && h("p", {}, `Thu hồi ${dateTime(alert.cancelled_at)}: ${alert.cancel_reason}`),
    alert.sent_at && h("p", {}, `Đến ${alert.reach ?? 0} tài khoản, ${alert.reads} người đã đọc.`),
    alert.versions.length > 1 && h("details", {}, h("summary", {}, `Các bản trước (${alert.versions.length - 1})`), h("ol", { class: "stack-small" }, alert.versions.slice(0, -1).map((version) => h("li", {}, h("p", { class: "small" }, `${dateTime(version.at)}, ${named(version.by)}`), h("p", {}, h("strong", {}, version.title)), h("p", { class: "as-written" }, version.text))))),
    desk.isHead && alert.state === "written" && (own ? h("p", { class: "muted" }, "Người đã soạn hoặc sửa không tự phê duyệt; cần thủ trưởng khác của đơn vị.") : approving(alert, onDone)),
    alert.state === "written" && opening("Sửa", () => alertForm(desk, onDone, "edit", alert)),
    alert.state === "sent" && !alert.replaced_by && opening("Soạn bản cập nhật", () => alertForm(desk, onDone, "update", alert)),
    desk.isHead && alert.state !== "cancelled" && !alert.replaced_by && cancelling(alert, onDone),
  );
}

/** Shows a unit's alerts. */
export async function showAlerts(element, desk, said) {
  const onDone = async (sentence, similar = []) => {
    const box = similar.length ? notice("warning", sentence, warnings(similar)) : told(sentence);
    box.tabIndex = -1;
    await showAlerts(element, desk, box);
    box.focus();
    scrollTo({ top: 0 });
  };
  const list = h("div", {});
  fill(
    element,
    said,
    h("h2", { tabindex: "-1" }, "Cảnh báo, tuyên truyền"),
    h("p", { class: "muted" }, "Phường, xã gửi đến người dân của mình; sở và Trung tâm gửi toàn thành phố. Bản tin chỉ được gửi khi có thủ trưởng chưa soạn, sửa bản tin đó phê duyệt. Cấp dưới không gửi lại nội dung cấp trên đã gửi."),
    opening("Soạn bản tin mới", () => alertForm(desk, onDone)),
    list,
  );
  await showPages(list, "/api/alerts", { unit: desk.unit }, "alerts", (alert) => card(alert, desk, onDone), "Đơn vị chưa có bản tin nào.", { tag: "ol", more: "Xem thêm bản tin" });
}
