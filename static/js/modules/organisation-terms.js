// Dated settings of the city in plain fields: the terms of a kind of report, and who receives a category first.

import { get, Problem, put } from "../api.js";
import { fill, h, later, named, newId } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { dateTime, day } from "../time.js";
import * as words from "../words.js";
import { area, checks, choices, finder, line, select, units, WHY } from "./desk-fields.js";

const LIMITS = [
  ["acceptance", "Tiếp nhận"],
  ["verification", "Xác minh"],
  ["dispatch", "Điều phối"],
  ["handling_urgent", "Xử lý, mức khẩn"],
  ["handling_normal", "Xử lý, mức bình thường"],
  ["handling_complex", "Xử lý, mức phức tạp"],
  ["rework", "Chỉnh sửa dự thảo"],
  ["publication", "Công khai kết quả"],
  ["question_window", "Yêu cầu làm rõ sau công khai"],
  ["clarification", "Trả lời yêu cầu làm rõ"],
  ["transfer", "Chuyển cơ quan có thẩm quyền", true],
];
const UNITS = { wh: "giờ làm việc", wd: "ngày làm việc", d: "ngày", h: "giờ liên tục", wm: "phút làm việc" };
const NUMBERS = [
  ["extension_days_max", "Gia hạn đến nhiều nhất bao nhiêu ngày làm việc", "Để trống: không được gia hạn."],
  ["contribution_reserve_days", "Kết quả phối hợp phải có trước hạn xử lý bao nhiêu ngày làm việc"],
  ["contact_attempts_min", "Số lần liên hệ không thành trước khi từ chối vì không xác minh được"],
];
const FLAGS = [
  ["media_required", "Phải có ảnh hoặc video"],
  ["place_required", "Phải có địa điểm và thời điểm"],
  ["confidential_by_default", "Bảo mật danh tính người gửi nếu người gửi không chọn khác"],
];
const PUBLICITY = { report_and_result: "Phản ánh và kết quả", result_only: "Chỉ kết quả" };

/** `8wh` as `["8", "wh"]`; of none, an empty number. */
export const limitParts = (limit) => /^(\d+)(wh|wm|wd|d|h)$/.exec(limit ?? "")?.slice(1) ?? ["", "wd"];

/** How a limit reads: `8 giờ làm việc`. */
const limitInWords = (limit) => {
  const [amount, unit] = limitParts(limit);
  return amount ? `${amount} ${UNITS[unit]}` : "không có";
};

/** The settings of a kind, line by line. */
const told = (spec) => [
  ...LIMITS.map(([name, label]) => `${label}: ${limitInWords(spec[name])}`),
  ...NUMBERS.map(([name, label]) => `${label}: ${spec[name] ?? "không có"}`),
  ...FLAGS.map(([name, label]) => `${label}: ${spec[name] ? "có" : "không"}`),
  `Công khai: ${PUBLICITY[spec.publicity] ?? spec.publicity}`,
];

/** What was set when, by whom and why, the latest first. */
const history = (versions) =>
  versions.length > 0 && h("details", { class: "more" }, h("summary", {}, "Các lần thay đổi"), h("ul", { class: "stack-small" }, versions.map((one) => h("li", {}, `${one.version}, từ ${day(one.valid_from)} (${dateTime(one.at)}, ${one.by ?? ""}): ${one.reason}`))));

/** A kind is chosen; its terms are shown with the form to set others, for who may. */
export function terms(mayEdit, onDone) {
  const place = h("div", {});
  const field = select("kind", "Loại phản ánh", Object.entries(words.KINDS), { value: "field" });
  const show = (kind) => fill(place, later(() => termsOf(kind, mayEdit, onDone)));
  field.addEventListener("change", (event) => show(event.target.value));
  show("field");
  return [field, place];
}

async function termsOf(kind, mayEdit, onDone) {
  const view = await get(`/api/terms/${encodeURIComponent(kind)}`);
  return [
    h("ul", { class: "stack-small" }, view.terms.map((one) =>
      h("li", {}, h("details", { class: "more" },
        h("summary", {}, `Phiên bản ${one.version}: từ ${day(one.valid_from)}${one.valid_to ? ` đến trước ${day(one.valid_to)}` : ""}`),
        h("ul", {}, told(one.spec).map((sentence) => h("li", {}, sentence))))))),
    history(view.versions),
    mayEdit && termsForm(kind, view.terms[0]?.spec ?? {}, onDone),
  ];
}

/** A limit: a number, and of what. Called `spec.acceptance` and `spec.acceptance.unit` in the form. */
function limitField(name, label, value, optional) {
  const id = newId(name);
  const [amount, unit] = limitParts(value);
  return h(
    "div",
    { class: "field", "data-field": `spec.${name}` },
    h("label", { class: "field__label", for: id }, label, optional && h("span", { class: "field__optional" }, " (không bắt buộc)")),
    h(
      "div",
      { class: "row" },
      h("input", { class: "input input--narrow", type: "number", id, name: `spec.${name}`, min: 1, inputmode: "numeric", autocomplete: "off", value: amount }),
      h("select", { class: "input input--narrow", name: `spec.${name}.unit`, "aria-label": `${label}: đơn vị thời gian` }, Object.entries(UNITS).map(([key, called]) => h("option", { value: key, selected: key === unit }, called))),
    ),
  );
}

/** What the form of terms says, in the shape of the interface. Every number that is missing is an error at its field. */
export function specOf(data) {
  const errors = [];
  const missing = (name) => errors.push({ field: `spec.${name}`, code: "missing", detail: "Vui lòng điền mục này." });
  const limit = ([name, , optional]) => {
    const amount = text(data, `spec.${name}`);
    if (amount === undefined && !optional) missing(name);
    return [name, amount === undefined ? null : `${Number(amount)}${data.get(`spec.${name}.unit`)}`];
  };
  const number = ([name]) => {
    const amount = text(data, `spec.${name}`);
    if (amount === undefined && name !== "extension_days_max") missing(name);
    return [name, amount === undefined ? null : Number(amount)];
  };
  const spec = Object.fromEntries([...LIMITS.map(limit), ...NUMBERS.map(number), ...FLAGS.map(([name]) => [name, data.has(name)]), ["publicity", text(data, "publicity")]]);
  if (errors.length) throw new Problem({ status: 422, code: "invalid_fields", detail: errors[0].detail, errors });
  return spec;
}

function termsForm(kind, spec, onDone) {
  const flags = checks("spec.flags", "Yêu cầu", FLAGS);
  for (const [name] of FLAGS) flags.querySelector(`[name="${name}"]`).checked = Boolean(spec[name]);
  const form = h(
    "form",
    { class: "stack", "data-terms": kind },
    h("h3", {}, `Đặt thời hạn mới: ${words.kind(kind)}`),
    h("p", { class: "muted" }, "Hồ sơ đang mở giữ thời hạn lúc được gửi; chỉ phản ánh gửi từ ngày đã định mới theo thời hạn mới."),
    line("version", "Tên phiên bản", { narrow: true, hint: "Chữ không dấu, số, dấu gạch; ví dụ: qd-99-2027." }),
    line("valid_from", "Áp dụng từ ngày", { type: "date", narrow: true, hint: "Sau hôm nay và sau phiên bản gần nhất." }),
    h(
      "div",
      { class: "stack", "data-field": "spec" },
      LIMITS.map(([name, label, optional]) => limitField(name, label, spec[name], optional)),
      NUMBERS.map(([name, label, hint]) => line(`spec.${name}`, label, { type: "number", narrow: true, min: 0, inputmode: "numeric", value: spec[name] ?? "", hint })),
      flags,
      choices("publicity", "Công khai", Object.entries(PUBLICITY), { value: spec.publicity }),
    ),
    area("reason", "Lý do", WHY),
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Lưu thời hạn")),
  );
  onSubmit(form, async (data) => {
    await put(`/api/terms/${encodeURIComponent(kind)}`, { version: text(data, "version"), valid_from: text(data, "valid_from"), reason: text(data, "reason"), spec: specOf(data) });
    await onDone(`Đã đặt thời hạn mới cho loại “${words.kind(kind)}”.`);
  }, { busy: "Đang lưu…", places: { day_not_ahead: "valid_from" } });
  return form;
}

const WARD = "ward";
const WARD_NAME = "Phường, xã nơi xảy ra";

/** A category is chosen; who receives it is shown day by day, with the form to set another, for who may. */
export async function firstUnits(mayEdit, onDone) {
  const { categories } = await get("/api/categories");
  const place = h("div", {});
  const field = finder("category", "Lĩnh vực", categories.map(({ code, name, kind }) => [code, kind === "field" ? name : `${name} (${words.kind(kind).toLowerCase()})`]), { what: "lĩnh vực", empty: "– Chọn lĩnh vực –" });
  field.select.addEventListener("change", () => fill(place, field.select.value && later(() => firstUnitsOf(field.select.value, mayEdit, onDone))));
  return [field, place];
}

async function firstUnitsOf(category, mayEdit, onDone) {
  const [view, all] = await Promise.all([get(`/api/first-units/${encodeURIComponent(category)}`), mayEdit ? units() : []]);
  return [
    h("ul", { class: "stack-small" }, view.first_units.map((one) => h("li", {}, `Từ ${day(one.valid_from)}${one.valid_to ? ` đến trước ${day(one.valid_to)}` : ""}: ${one.unit ? named(one.unit) : WARD_NAME}`))),
    history(view.versions),
    mayEdit && firstUnitForm(view.category, all, onDone),
  ];
}

function firstUnitForm(category, all, onDone) {
  const city = all.filter(({ kind }) => !["ward", "commune", "district"].includes(kind)).map(({ id, name }) => [id, name]);
  const form = h(
    "form",
    { class: "stack", "data-first-unit": category.code },
    h("h3", {}, `Đặt đơn vị tiếp nhận mới: ${category.name}`),
    h("p", { class: "muted" }, "Phản ánh đã gửi ở nguyên đơn vị đang giữ. Đặt lại cho cùng một ngày thì thay cho lần đặt trước."),
    line("valid_from", "Từ ngày", { type: "date", narrow: true, hint: "Sau hôm nay." }),
    finder("unit", "Đơn vị tiếp nhận đầu tiên", [[WARD, WARD_NAME], ...city], { empty: "– Chọn đơn vị –" }),
    area("reason", "Lý do", WHY),
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Lưu đơn vị tiếp nhận")),
  );
  onSubmit(form, async (data) => {
    await put(`/api/first-units/${encodeURIComponent(category.code)}`, { valid_from: text(data, "valid_from"), unit: text(data, "unit"), reason: text(data, "reason") });
    await onDone(`Đã đặt đơn vị tiếp nhận cho lĩnh vực “${category.name}”.`);
  }, { busy: "Đang lưu…", places: { day_not_ahead: "valid_from" } });
  return form;
}
