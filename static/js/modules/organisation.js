// Reorganisations: plan, look ahead, approve, follow; and the settings of the city.

import { get, me, post, put } from "../api.js";
import { fill, h, loading, notice, problemNotice, signInHref } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { date, dateTime } from "../time.js";
import { area, line } from "./desk-fields.js";

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
const EXAMPLE = JSON.stringify([{ change: "abolish", unit: "00008", successors: [{ unit: "00004", default: true }] }], null, 2);
const pathOf = (one, rest = "") => `/api/reorganisations/${encodeURIComponent(one.id)}${rest}`;

/** JSON that a person wrote. What is none goes to the server as it is: its answer names the field. */
function parsed(value) {
  try {
    return JSON.parse(value ?? "");
  } catch {
    return value ?? "";
  }
}

function planning(onDone) {
  const form = h(
    "form",
    { class: "form" },
    line("title", "Tên phương án"),
    area("legal_basis", "Căn cứ", { min: 10, max: 2000 }),
    line("effective_on", "Ngày hiệu lực", { type: "date", narrow: true }),
    area("changes", "Các thay đổi (JSON)", { min: 1, max: 500000, short: false, value: EXAMPLE, hint: "found, abolish, merge, split, rename; xem tài liệu kỹ thuật." }),
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Lập phương án")),
  );
  onSubmit(form, async (data) => {
    await post("/api/reorganisations", {
      title: text(data, "title"), legal_basis: text(data, "legal_basis"), effective_on: text(data, "effective_on"),
      changes: parsed(text(data, "changes")),
    });
    await onDone("Đã lập phương án, chờ người khác phê duyệt.");
  });
  return h("details", { class: "act" }, h("summary", {}, "Lập phương án sắp xếp"), form);
}

async function showPreview(box, one) {
  fill(box, loading());
  try {
    const [preview, view] = await Promise.all([get(pathOf(one, "/preview")), get(pathOf(one))]);
    const { totals } = preview;
    const { progress } = view;
    fill(
      box,
      one.state === "in_effect" || one.state === "done"
        ? h("p", {}, `Đã bàn giao ${progress.cases - progress.cases_left}/${progress.cases} hồ sơ; còn ${progress.residents_left} tài khoản cư dân.`)
        : h("p", {}, `Sẽ chuyển ${totals.open_cases} hồ sơ đang mở, ${totals.residents} tài khoản cư dân, ${totals.staff} lượt cán bộ, ${totals.categories} lĩnh vực.`),
      h("ul", {}, preview.units.slice(0, 50).map((end) =>
        h("li", {}, `${end.unit.name ?? end.unit.id} → ${end.successors.map((to) => to.unit + (to.default ? " (mặc định)" : "")).join(", ")}: ${end.open_cases} hồ sơ`))),
      preview.units.length > 50 && h("p", { class: "muted" }, `và ${preview.units.length - 50} đơn vị khác.`),
    );
  } catch (problem) {
    fill(box, problemNotice(problem, () => showPreview(box, one)));
  }
}

function card(one, person, onDone) {
  const [name, tone] = STATES[one.state] ?? [one.state, "tag"];
  const box = h("div", {});
  const approving = h("form", {}, h("button", { class: "button", type: "submit" }, "Phê duyệt"));
  onSubmit(approving, async () => {
    await post(pathOf(one, "/approval"));
    await onDone("Đã phê duyệt, phương án có hiệu lực vào ngày đã định.");
  });
  const cancelling = h("form", {}, area("reason", "Lý do hủy", { min: 10, max: 2000 }), h("button", { class: "button button--danger", type: "submit" }, "Hủy phương án"));
  onSubmit(cancelling, async (data) => {
    await post(pathOf(one, "/cancellation"), { reason: text(data, "reason") });
    await onDone("Đã hủy phương án.");
  });
  const own = one.planned_by?.id === person.id;
  const open = one.state === "planned" || one.state === "approved";
  return h(
    "li",
    { class: "card" },
    h("p", { class: "row" }, h("span", { class: tone }, name)),
    h("h3", { class: "card__title" }, one.title),
    h("p", { class: "card__facts" }, h("span", {}, `Hiệu lực ${date(one.effective_on)}`), h("span", {}, `Lập ${dateTime(one.planned_at)}, ${one.planned_by?.name ?? ""}`)),
    h("p", { class: "as-written" }, one.legal_basis),
    one.cancel_reason && h("p", {}, `Lý do hủy: ${one.cancel_reason}`),
    h("button", { type: "button", class: "button button--second", on: { click: () => showPreview(box, one) } }, open ? "Xem trước" : "Xem tiến độ"),
    box,
    one.state === "planned" && (own ? h("p", { class: "muted" }, "Người lập không tự phê duyệt.") : approving),
    open && h("details", { class: "act" }, h("summary", {}, "Hủy"), cancelling),
  );
}

async function calendarSection(onDone) {
  const view = await get("/api/calendars/city");
  const form = h(
    "form",
    { class: "form" },
    area("calendar", "Lịch (JSON)", { min: 1, max: 200000, short: false, value: JSON.stringify(view.calendar, null, 1), hint: "Đặt tên phiên bản mới ở “version”." }),
    area("reason", "Lý do", { min: 10, max: 2000 }),
    h("div", { class: "form__actions" }, h("button", { class: "button button--second", type: "submit", name: "preview" }, "Xem ảnh hưởng"), h("button", { class: "button", type: "submit", name: "put" }, "Ban hành")),
  );
  const said = h("p", { role: "status" });
  onSubmit(form, async (data, button) => {
    const calendar = parsed(text(data, "calendar"));
    if (button.name === "preview") {
      const found = await post("/api/calendars/city/preview", { calendar });
      said.textContent = `${found.open} thời hạn đang chạy; ${found.moved} trong ${found.checked} thời hạn đã xem sẽ thay đổi.`;
      return;
    }
    await put("/api/calendars/city", { calendar, reason: text(data, "reason") });
    await onDone("Đã ban hành lịch; thời hạn đang chạy được tính lại trong ít phút.");
  });
  return h(
    "details",
    { class: "act" },
    h("summary", {}, `Lịch làm việc của Thành phố: ${view.version}`),
    h("p", {}, `${view.units} đơn vị dùng lịch này.${view.recounts_left ? ` Còn ${view.recounts_left} hồ sơ đang chờ tính lại.` : ""}`),
    h("ul", {}, view.versions.map((one) => h("li", {}, `${one.version}, ${dateTime(one.at)}, ${one.by ?? ""}: ${one.reason}`))),
    form,
    said,
  );
}

async function retentionSection(onDone) {
  const { rules } = await get("/api/retention");
  const one = (rule) => {
    const form = h("form", { class: "form" }, line("keep_days", "Số ngày lưu giữ", { type: "number", min: 1, narrow: true, value: rule.keep_days }), area("reason", "Lý do", { min: 10, max: 2000 }), h("button", { class: "button", type: "submit" }, "Lưu"));
    onSubmit(form, async (data) => {
      await put(`/api/retention/${rule.what}`, { keep_days: Number(text(data, "keep_days") ?? 0), reason: text(data, "reason") });
      await onDone("Đã lưu thời hạn lưu giữ.");
    });
    const over = rule.deleted_by_the_sweep ? "hệ thống tự xóa" : "quản trị viên xử lý";
    return h("li", {}, h("details", {}, h("summary", {}, `${RETENTION[rule.what] ?? rule.what}: ${rule.keep_days} ngày; ${rule.over} mục quá hạn (${over})`), form));
  };
  return h("details", { class: "act" }, h("summary", {}, "Thời hạn lưu giữ dữ liệu"), h("ul", {}, rules.map(one)));
}

/** Plans, and for administrators the settings. */
export default async function organisation(element) {
  const person = await me().catch(() => null);
  if (!person) return fill(element, notice("info", "Vui lòng đăng nhập bằng tài khoản quản trị.", h("p", {}, h("a", { class: "button", href: signInHref() }, "Đăng nhập"))));
  if (!person.memberships.some(({ role }) => ["admin", "centre"].includes(role))) {
    return fill(element, notice("info", "Trang này dành cho quản trị viên và Trung tâm Phục vụ hành chính công."));
  }
  const admin = person.memberships.some((one) => one.role === "admin");
  async function show(said) {
    fill(element, loading());
    try {
      const { reorganisations } = await get("/api/reorganisations");
      const settings = admin ? await Promise.all([calendarSection(onDone), retentionSection(onDone)]) : [];
      fill(
        element,
        said,
        h("section", { class: "stack" }, h("h2", {}, "Sắp xếp đơn vị"), planning(onDone),
          reorganisations.length ? h("ol", { class: "cards" }, reorganisations.map((one) => card(one, person, onDone))) : h("p", { class: "muted" }, "Chưa có phương án nào.")),
        admin && h("section", { class: "stack" }, h("h2", {}, "Thiết lập"), settings),
      );
    } catch (problem) {
      fill(element, problemNotice(problem, () => show()));
    }
  }
  async function onDone(sentence) {
    await show(notice("success", h("p", { role: "status" }, sentence)));
    scrollTo({ top: 0 });
  }
  return show();
}
