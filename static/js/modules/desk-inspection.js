// The Inspectorate's acts, what it and the Centre read of inspections, and a look at a confidential sender.

import { get } from "../api.js";
import { fill, h, named } from "../dom.js";
import { text } from "../form.js";
import { gallery } from "../media.js";
import { showPages } from "../pages.js";
import { dateTime } from "../time.js";
import * as words from "../words.js";
import { area, choices, files, line, WHY } from "./desk-fields.js";

/** The acts, as `desk-acts.js` describes acts. */
export const INSPECTION_ACTS = {
  open_inspection: {
    path: "inspections",
    button: "Mở cuộc thanh tra",
    done: "Đã mở cuộc thanh tra",
    fields: () => [
      line("decision", "Số quyết định", { hint: "Ví dụ: Số 12/QĐ-TTTP." }),
      area("scope", "Phạm vi thanh tra", { ...WHY, hint: "Cơ quan nào, nội dung gì, thời kỳ nào." }),
      area("reason", "Lý do", WHY),
    ],
    body: (data) => ({ decision: text(data, "decision"), scope: text(data, "scope"), reason: text(data, "reason") }),
  },
  log_inspection: {
    path: "inspection-steps",
    button: "Ghi nhật ký",
    done: "Đã ghi nhật ký thanh tra",
    fields: () => [
      area("note", "Việc đã làm, điều đã thấy", { ...WHY, hint: "Chỉ Thanh tra và Trung tâm đọc được." }),
      files("media", "Tệp kèm theo", { optional: true }),
    ],
    body: async (data, { media }) => ({ note: text(data, "note"), media: await media.ids() }),
  },
  end_inspection: {
    path: "inspection-conclusion",
    button: "Kết thúc thanh tra",
    done: "Đã kết thúc cuộc thanh tra",
    fields: () => [
      choices("finding", "Kết luận", Object.entries(words.FINDINGS)),
      area("conclusion", "Nội dung kết luận", { min: 20, max: 8000, short: false }),
    ],
    body: (data) => ({ finding: text(data, "finding"), conclusion: text(data, "conclusion") }),
  },
  look_at_identity: {
    path: "identity-looks",
    button: "Xem danh tính",
    done: "Đã ghi nhận lần xem danh tính",
    fields: () => [area("reason", "Lý do phải xem danh tính", { ...WHY, hint: "Lý do được ghi lại. Người gửi biết cơ quan nào đã xem và khi nào." })],
    body: (data) => ({ reason: text(data, "reason") }),
  },
};

/** The sender, from the one reply that names them: gone when the page is left. */
export function senderShown({ name, phone, email }) {
  return h("div", { class: "stack-small" },
    h("p", {}, "Người gửi: ", h("strong", {}, name)),
    phone && h("p", {}, h("a", { href: `tel:${phone}` }, phone)),
    email && h("p", {}, h("a", { href: `mailto:${email}` }, email)),
    h("p", { class: "small" }, "Thông tin này chỉ hiện một lần và không được lưu lại trên trang."),
  );
}

/** The mark on a case whose inspection runs. */
export const inspectionTag = (file) => file.inspections.some(({ ended_at: ended }) => ended === null) && h("span", { class: "tag tag--soon" }, "Đang thanh tra");

/** What the Inspectorate and the Centre read; nothing for others, and nothing where nothing happened. */
export async function inspectionNotes(file, person) {
  const may = person.memberships.some(({ role }) => role === "inspector" || role === "centre");
  if (!may || (!file.inspections.length && !file.confidential)) return null;
  const found = await get(`/api/cases/${encodeURIComponent(file.code)}/inspections`).catch(() => null);
  if (!found || (!found.inspections.length && !found.looks.length)) return null;
  return h("section", { class: "stack", "aria-labelledby": "thanh-tra" },
    h("h3", { id: "thanh-tra" }, "Thanh tra và xem danh tính"),
    found.inspections.map(inspection),
    found.looks.length > 0 && h("ul", { class: "stack-small" }, found.looks.map(({ at, body, by, reason }) => h("li", {}, h("p", {}, `Xem danh tính ${dateTime(at)}: ${by ?? ""}, ${named(body)}.`), h("p", { class: "as-written muted" }, reason)))),
  );
}

function inspection({ at, body, by, decision, scope, reason, steps, ended }) {
  return h("div", { class: "card stack-small" },
    h("p", {}, h("strong", {}, decision), ` · ${named(body)}, ${by ?? ""} · ${dateTime(at)}`),
    h("p", { class: "as-written" }, scope),
    h("p", { class: "as-written muted" }, reason),
    steps.length > 0 && h("ol", { class: "stack-small" }, steps.map((step) => h("li", {}, h("p", { class: "muted small" }, `${dateTime(step.at)}, ${step.by ?? ""}`), h("p", { class: "as-written" }, step.note), gallery(step.media, "/api/media", "Tệp thanh tra")))),
    ended ? [h("p", {}, h("strong", {}, `Kết luận: ${words.finding(ended.finding)}`), ` · ${dateTime(ended.at)}`), h("p", { class: "as-written" }, ended.conclusion)] : h("p", {}, h("span", { class: "tag tag--soon" }, "Đang tiến hành")),
  );
}

/** The inspections that run, also those of cases that are closed. */
export async function showRunning(element, desk) {
  const list = h("div", {});
  fill(element, h("h2", { tabindex: "-1" }, desk.title), list);
  const card = (one) =>
    h(
      "li",
      { class: "card" },
      h("h3", { class: "card__title" }, h("a", { href: desk.to(one.code), "data-go": true }, one.decision)),
      h("p", { class: "card__facts" }, h("span", { class: "code" }, one.code), h("span", {}, one.category_name), h("span", {}, named(one.unit)), h("span", {}, words.state(one.state)), h("span", {}, `Mở ${dateTime(one.opened_at)}, ${one.opened_by ?? ""}, ${named(one.body)}`), h("span", {}, `${one.steps} lần ghi nhật ký`)),
    );
  await showPages(list, "/api/desks/inspection/running", {}, "inspections", card, "Không có cuộc thanh tra nào đang tiến hành.", { tag: "ol" });
}
