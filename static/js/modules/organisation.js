// How the city is organised: reorganisations planned, looked at ahead, approved and followed; and the dated settings.

import { get, post, put } from "../api.js";
import { fill, h, later, named, notice, part, told } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { showPages } from "../pages.js";
import { signedIn } from "../signed-in.js";
import { dateTime, day } from "../time.js";
import * as words from "../words.js";
import { act, area, finder, line, opening, units, WHY } from "./desk-fields.js";
import { parsed, planning } from "./organisation-plan.js";
import { firstUnits, terms } from "./organisation-terms.js";
import { unitSettings } from "./unit-settings.js";

const STATES = {
  planned: ["Chờ phê duyệt", "tag tag--soon"],
  approved: ["Đã phê duyệt, chờ đến ngày", "tag tag--good"],
  in_effect: ["Đã có hiệu lực, đang bàn giao", "tag tag--soon"],
  done: ["Đã hoàn tất", "tag tag--good"],
  cancelled: ["Đã hủy", "tag tag--plain"],
};
const RETENTION = {
  sessions: "Phiên đăng nhập đã hết hạn",
  unused_uploads: "Tệp tải lên chưa dùng",
  refused_media: "Tệp của hồ sơ bị từ chối",
  withdrawn_media: "Tệp của hồ sơ đã rút",
};
const pathOf = (one, rest = "") => `/api/reorganisations/${encodeURIComponent(one.id)}${rest}`;

/** What a plan moves, or has moved, unit by unit. */
async function preview(one) {
  const [found, view] = await Promise.all([get(pathOf(one, "/preview")), get(pathOf(one))]);
  const { totals } = found;
  const { progress, plan } = view;
  return [
    one.state === "in_effect" || one.state === "done"
      ? h("p", {}, `Đã bàn giao ${progress.cases - progress.cases_left}/${progress.cases} hồ sơ; còn ${progress.residents_left} tài khoản cư dân.`)
      : h("p", {}, `Sẽ chuyển ${totals.open_cases} hồ sơ đang mở, ${totals.residents} tài khoản cư dân, ${totals.staff} lượt cán bộ, ${totals.categories} lĩnh vực.`),
    h(
      "ul",
      { class: "stack-small" },
      plan.founded.map(({ unit, name }) => h("li", {}, `Thành lập ${name} (${unit})`)),
      plan.renamed.map(({ unit, name }) => h("li", {}, `Đổi tên ${unit} thành ${name}`)),
      found.units.slice(0, 50).map((end) => h("li", {}, `${named(end.unit)} → ${end.successors.map((to) => to.unit + (to.default ? " (mặc định)" : "")).join(", ")}: ${end.open_cases} hồ sơ`, cases(one, end.unit))),
    ),
    found.units.length > 50 && h("p", { class: "muted" }, `và ${found.units.length - 50} đơn vị khác.`),
  ];
}

/** The cases of a unit that ends, page by page, when somebody wants to see them. */
const cases = (one, unit) =>
  opening(`Hồ sơ của ${named(unit)}`, async () => {
    const list = h("div", {});
    await showPages(list, pathOf(one, "/cases"), { unit: unit.id }, "cases", (item) =>
      h("li", {}, h("span", { class: "code" }, item.code), ` · ${words.state(item.state)}`, item.passed_to && ` · đã chuyển đến ${named(item.passed_to)}`), "Không có hồ sơ đang mở.");
    return list;
  });

function card(one, person, onDone) {
  const [name, tone] = STATES[one.state] ?? [one.state, "tag"];
  const approving = h("form", {}, h("button", { class: "button", type: "submit" }, "Phê duyệt"));
  onSubmit(approving, async () => {
    await post(pathOf(one, "/approval"));
    await onDone("Đã phê duyệt, phương án có hiệu lực vào ngày đã định.");
  });
  const own = one.planned_by?.id === person.id;
  const open = one.state === "planned" || one.state === "approved";
  return h(
    "li",
    { class: "card", "data-reorganisation": one.id },
    h("p", { class: "row" }, h("span", { class: tone }, name)),
    h("h3", { class: "card__title" }, one.title),
    h(
      "p",
      { class: "card__facts" },
      h("span", {}, `Hiệu lực ${day(one.effective_on)}`),
      h("span", {}, `Lập ${dateTime(one.planned_at)}, ${named(one.planned_by)}`),
      one.approved_at && h("span", {}, `Phê duyệt ${dateTime(one.approved_at)}, ${named(one.approved_by)}`),
      one.took_effect_at && h("span", {}, `Có hiệu lực ${dateTime(one.took_effect_at)}`),
      one.completed_at && h("span", {}, `Hoàn tất ${dateTime(one.completed_at)}`),
    ),
    h("p", { class: "as-written" }, one.legal_basis),
    one.cancel_reason && h("p", {}, `Hủy ${dateTime(one.cancelled_at)}: ${one.cancel_reason}`),
    opening(open ? "Xem trước" : "Xem tiến độ", () => preview(one)),
    one.state === "planned" && (own ? h("p", { class: "muted" }, "Người lập không tự phê duyệt.") : approving),
    open && act("Hủy", area("reason", "Lý do hủy", WHY), "Hủy phương án", async (data) => {
      await post(pathOf(one, "/cancellation"), { reason: text(data, "reason") });
      await onDone("Đã hủy phương án.");
    }, { danger: true }),
  );
}

async function calendar(onDone) {
  const view = await get("/api/calendars/city");
  const form = h(
    "form",
    { class: "stack" },
    area("calendar", "Lịch (JSON)", { min: 1, max: 200000, short: false, value: JSON.stringify(view.calendar, null, 1), hint: "Đặt tên phiên bản mới ở “version”." }),
    area("reason", "Lý do", WHY),
    h("div", { class: "form__actions" }, h("button", { class: "button button--second", type: "submit", name: "preview" }, "Xem ảnh hưởng"), h("button", { class: "button", type: "submit", name: "put" }, "Ban hành")),
  );
  const said = h("p", { role: "status" });
  onSubmit(form, async (data, button) => {
    const written = parsed(text(data, "calendar"));
    if (button.name === "preview") {
      const found = await post("/api/calendars/city/preview", { calendar: written });
      said.textContent = `${found.open} thời hạn đang chạy; ${found.moved} trong ${found.checked} thời hạn đã xem sẽ thay đổi${found.unanswered ? `; ${found.unanswered} thời hạn vượt quá các năm của lịch mới` : ""}.`;
      return;
    }
    await put("/api/calendars/city", { calendar: written, reason: text(data, "reason") });
    await onDone("Đã ban hành lịch; thời hạn đang chạy được tính lại trong ít phút.");
  });
  return [
    h("p", {}, `Phiên bản ${view.version}. ${view.units} đơn vị dùng lịch này.${view.recounts_left ? ` Còn ${view.recounts_left} hồ sơ đang chờ tính lại.` : ""}`),
    h("ul", {}, view.versions.map((one) => h("li", {}, `${one.version}, ${dateTime(one.at)}, ${one.by ?? ""}: ${one.reason}`))),
    form,
    said,
  ];
}

async function retention(onDone) {
  const { rules } = await get("/api/retention");
  const one = (rule) => {
    const over = rule.deleted_by_the_sweep ? "hệ thống tự xóa" : "quản trị viên xử lý";
    return act(
      `${RETENTION[rule.what] ?? rule.what}: ${rule.keep_days} ngày; ${rule.over} mục quá hạn (${over})`,
      [line("keep_days", "Số ngày lưu giữ", { type: "number", min: 1, narrow: true, value: rule.keep_days, inputmode: "numeric" }), area("reason", "Lý do", WHY)],
      "Lưu",
      async (data) => {
        const days = text(data, "keep_days");
        await put(`/api/retention/${rule.what}`, { keep_days: days === undefined ? undefined : Number(days), reason: text(data, "reason") });
        await onDone("Đã lưu thời hạn lưu giữ.");
      },
      { busy: "Đang lưu…" },
    );
  };
  return h("div", { class: "acts" }, rules.map(one));
}

/** A unit is found, and its settings are shown. */
async function settingsOfUnits(mayEdit, onDone) {
  const field = finder("unit", "Đơn vị", (await units()).map(({ id, name }) => [id, name]), { empty: "– Chọn đơn vị –" });
  const place = h("div", {});
  field.select.addEventListener("change", () => fill(place, field.select.value && later(() => unitSettings(field.select.value, mayEdit, onDone))));
  return [field, place];
}

/** Plans, and the settings: administrators change them, the Centre reads them. */
export default async function organisation(element) {
  const person = await signedIn(element, "Vui lòng đăng nhập bằng tài khoản quản trị.", () => organisation(element));
  if (!person) return undefined;
  if (!person.memberships.some(({ role }) => ["admin", "centre"].includes(role))) {
    return fill(element, notice("info", "Trang này dành cho quản trị viên và Trung tâm Phục vụ hành chính công."));
  }
  const admin = person.memberships.some(({ role }) => role === "admin");
  const show = (said) => {
    const list = h("div", {});
    fill(
      element,
      said,
      part("Sắp xếp đơn vị", opening("Lập phương án sắp xếp", () => planning(onDone)), list),
      part(
        "Thiết lập",
        opening("Thời hạn và yêu cầu theo loại phản ánh", () => terms(admin, onDone)),
        opening("Đơn vị tiếp nhận đầu tiên theo lĩnh vực", () => firstUnits(admin, onDone)),
        opening("Thiết lập của từng đơn vị", () => settingsOfUnits(admin, onDone)),
        admin && opening("Lịch làm việc của Thành phố", () => calendar(onDone)),
        admin && opening("Thời hạn lưu giữ dữ liệu", () => retention(onDone)),
      ),
    );
    return showPages(list, "/api/reorganisations", {}, "reorganisations", (one) => card(one, person, onDone), "Chưa có phương án nào.", { tag: "ol" });
  };
  async function onDone(sentence) {
    const box = told(sentence);
    await show(box);
    box.focus();
  }
  return show();
}
