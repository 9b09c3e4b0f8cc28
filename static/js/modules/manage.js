// What a unit keeps besides cases: services, texts for refusals, its settings, remarks on the regulation; and for
// who decides about them, objections and locks.

import { get, post, put, withQuery } from "../api.js";
import { fill, h, later, loading, named, notice, told } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { showPages } from "../pages.js";
import { signedIn } from "../signed-in.js";
import { dateTime, fromInput, toInput } from "../time.js";
import * as words from "../words.js";
import { links } from "./conduct.js";
import { act, area, choices, line, opening, select, several, units, WHY, wrong } from "./desk-fields.js";
import { showTemplates } from "./desk-templates.js";
import { facts } from "./services.js";
import { unitSettings } from "./unit-settings.js";

const PARTS = [
  { name: "services", tab: "Dịch vụ", show: showServices },
  { name: "templates", tab: "Mẫu trả lời", show: (place, at) => (at.centre && !at.isHead ? fill(place, h("p", {}, "Mẫu trả lời do từng đơn vị soạn.")) : showTemplates(place, at.unit, at.isHead)) },
  { name: "settings", tab: "Thiết lập", show: showSettings, only: (at) => at.isHead },
  { name: "remarks", tab: "Ý kiến về quy chế", show: showRemarks },
  { name: "objections", tab: "Phản đối vi phạm", show: showObjections, only: (at) => at.isHead || at.centre },
  { name: "records", tab: "Vi phạm đã ghi nhận", show: showRecords, only: (at) => at.centre },
  { name: "locks", tab: "Tài khoản bị khóa", show: showLocks, only: (at) => at.centre },
];

export default async function manage(element) {
  const person = await signedIn(element, "Vui lòng đăng nhập bằng tài khoản cán bộ.", () => manage(element));
  if (!person) return undefined;
  if (!person.memberships.length) return fill(element, notice("warning", "Tài khoản này không thuộc đơn vị nào."));
  const asked = new URLSearchParams(location.search);
  const own = [...new Map(person.memberships.map(({ unit }) => [unit.id, unit])).values()];
  const unit = own.find(({ id }) => id === asked.get("don-vi")) ?? own[0];
  const held = (role) => person.memberships.some((membership) => membership.role === role && membership.unit.id === unit.id);
  const at = { unit: unit.id, me: person, isHead: held("head"), centre: held("centre") };
  const parts = PARTS.filter(({ only }) => !only || only(at));
  const current = parts.find(({ name }) => name === asked.get("muc")) ?? parts[0];
  const to = (name, id) => withQuery("/quan-ly", { muc: name, "don-vi": id });
  const place = h("div", { class: "stack" }, loading());
  fill(element,
    h("p", { class: "row" }, own.map((one) => (one.id === unit.id ? h("strong", {}, named(one)) : h("a", { href: to(current.name, one.id) }, named(one))))),
    h("nav", { class: "tabs", "aria-label": "Mục quản lý" }, h("ul", { class: "tabs__list" }, parts.map(({ name, tab }) => h("li", {}, h("a", { href: to(name, unit.id), "aria-current": name === current.name ? "page" : null }, tab))))),
    h("h2", { tabindex: "-1" }, current.tab),
    place);
  return current.show(place, at);
}

function press(button, send) {
  const form = h("form", {}, h("button", { class: "button", type: "submit" }, button));
  onSubmit(form, send);
  return form;
}

/** Shows a part anew after an act, with what was done on top: the pressed button is gone, so the focus goes there. */
const saying = (show) => async (sentence) => {
  const box = told(sentence);
  await show(box);
  box.focus();
};

// Services.

const OWN = "own";

async function showServices(place, at, said, chosen = "submitted") {
  const list = h("div", { class: "stack" });
  const done = saying((box) => showServices(place, at, box, chosen));
  const load = (state) => {
    chosen = state;
    const query = at.centre && state !== OWN ? { state } : { unit: at.unit };
    return showPages(list, "/api/services", query, "services", (item) => service(item, at, done), at.centre ? "Không có dịch vụ nào như vậy." : "Đơn vị chưa có dịch vụ nào.");
  };
  fill(place, said,
    h("p", { class: "muted" }, at.centre ? "Dịch vụ các đơn vị trình, Trung tâm phê duyệt, trả lại hoặc rút; và dịch vụ của chính Trung tâm." : "Đơn vị soạn và trình; Trung tâm phê duyệt rồi người dân mới thấy."),
    opening("Soạn dịch vụ mới", () => wording(at, null, done)),
    at.centre && choosing(chosen, load),
    list);
  await load(chosen);
}

/** What the Centre looks at: entries of every unit in one state, or all of its own. */
function choosing(chosen, load) {
  const form = h("form", { class: "form--line" },
    select("state", "Xem", [...Object.entries(words.SERVICE_STATES), [OWN, "Dịch vụ của chính Trung tâm"]], { value: chosen }),
    h("button", { class: "button button--second", type: "submit" }, "Xem danh sách"));
  onSubmit(form, (data) => load(data.get("state")), { busy: "Đang tải…" });
  return form;
}

const SERVICE_TONES = { approved: "tag tag--good", submitted: "tag tag--soon", returned: "tag tag--late" };

function service(item, at, done) {
  const path = `/api/services/${encodeURIComponent(item.id)}`;
  const own = item.unit.id === at.unit;
  const open = ["draft", "returned"].includes(item.state);
  const authored = item.authors.some(({ id }) => id === at.me.id);
  return h("li", { class: "card", "data-service": item.id },
    h("p", { class: "row" }, h("span", { class: SERVICE_TONES[item.state] ?? "tag tag--plain" }, words.serviceState(item.state)), h("span", { class: "tag tag--plain" }, words.serviceCategory(item.category))),
    h("h3", { class: "card__title" }, item.title),
    facts(item),
    item.reason && h("p", {}, h("strong", {}, "Lý do trả lại, rút: "), item.reason),
    h("p", { class: "card__facts" }, h("span", {}, named(item.unit)), h("span", {}, `Soạn ${dateTime(item.written_at)}, ${item.authors.map(named).join(", ")}`), h("span", {}, `Cung cấp từ ${dateTime(item.valid_from)}`)),
    own && open && opening("Sửa", () => wording(at, item, done)),
    own && open && press("Trình Trung tâm phê duyệt", async () => {
      await post(`${path}/submission`);
      await done("Đã trình Trung tâm phê duyệt.");
    }),
    at.centre && item.state === "submitted" && (authored ? h("p", { class: "muted" }, "Người soạn không tự phê duyệt.") : [
      press("Phê duyệt", async () => {
        await post(`${path}/approval`);
        await done("Đã phê duyệt, người dân đã thấy dịch vụ.");
      }),
      act("Trả lại", area("reason", "Nội dung cần sửa", WHY), "Trả lại", async (data) => {
        await post(`${path}/return`, { reason: text(data, "reason") });
        await done("Đã trả lại đơn vị.");
      }),
    ]),
    item.state !== "withdrawn" && act("Rút dịch vụ", area("reason", "Lý do rút", WHY), "Rút dịch vụ", async (data) => {
      await post(`${path}/withdrawal`, { reason: text(data, "reason") });
      await done("Đã rút dịch vụ.");
    }, { danger: true }));
}

/** More wards than that is the whole city. */
const AREAS_MAX = 60;

async function wording(at, item, done) {
  const known = await units();
  const own = known.find(({ id }) => id === at.unit);
  const isWard = ({ kind }) => ["ward", "commune"].includes(kind);
  const commune = own !== undefined && isWard(own);
  const wide = item ? item.areas.length === 0 : !commune;
  const time = (instant) => (instant ? toInput(new Date(instant)) : "");
  const reach = choices("reach", "Phạm vi", [["city", "Toàn thành phố"], ["here", commune ? `Chỉ ${own.name}` : "Các phường, xã đã chọn"]], { value: wide ? "city" : "here" });
  // A ward names itself, everybody else the wards that are meant.
  const areas = commune ? null : several("areas", "Phường, xã được phục vụ", known.filter(isWard).map(({ id, name }) => [id, name]), { value: item?.areas.map((one) => [one.id, named(one)]), max: AREAS_MAX, what: "phường, xã", empty: "– Chọn phường, xã –", add: "Thêm phường, xã này" });
  if (areas) {
    const show = () => (areas.hidden = reach.querySelector("input:checked")?.value !== "here");
    reach.addEventListener("change", show);
    show();
  }
  const form = h("form", { class: "stack" },
    choices("category", "Nhu cầu", Object.entries(words.SERVICE_CATEGORIES), { value: item?.category }),
    line("title", "Tên dịch vụ", { value: item?.title, hint: "5 đến 150 ký tự." }),
    area("text", "Phục vụ gì, cho ai", { min: 10, max: 4000, short: false, value: item?.text }),
    reach,
    areas,
    line("place", "Địa điểm", { optional: true, value: item?.place }),
    line("hours", "Giờ phục vụ", { optional: true, value: item?.hours }),
    line("phone", "Điện thoại", { optional: true, type: "tel", value: item?.phone }),
    line("link", "Trang web", { optional: true, type: "url", value: item?.link, hint: "Địa chỉ đầy đủ, chỉ nhận https." }),
    line("valid_from", "Cung cấp từ", { optional: true, type: "datetime-local", narrow: true, value: time(item?.valid_from), hint: "Bỏ trống: từ khi lưu." }),
    line("valid_to", "Cung cấp đến", { optional: true, type: "datetime-local", narrow: true, value: time(item?.valid_to), hint: "Bỏ trống nếu không có ngày kết thúc." }),
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Lưu")));
  const chosen = (data) => {
    if (data.get("reach") !== "here") return [];
    const here = commune ? [at.unit] : areas.chosen();
    return here.length ? here : wrong("areas", "Vui lòng chọn ít nhất một phường, xã."); // none would mean the whole city
  };
  onSubmit(form, async (data) => {
    const body = {
      category: text(data, "category"), title: text(data, "title"), text: text(data, "text"),
      areas: chosen(data),
      place: text(data, "place"), hours: text(data, "hours"), phone: text(data, "phone"), link: text(data, "link"),
      valid_from: fromInput(text(data, "valid_from")), valid_to: fromInput(text(data, "valid_to")),
    };
    if (item) await put(`/api/services/${encodeURIComponent(item.id)}`, body);
    else await post(withQuery("/api/services", { unit: at.unit }), body);
    await done(item ? "Đã sửa dịch vụ." : "Đã lưu dịch vụ. Trình Trung tâm khi đã xong.");
  }, { busy: "Đang lưu…", places: { service_contact_missing: "phone", service_already_over: "valid_to" } });
  return form;
}

// Settings.

function showSettings(place, at, said) {
  const done = saying((box) => showSettings(place, at, box));
  const form = later(() => unitSettings(at.unit, true, done));
  fill(place, said, form);
  return form.ready;
}

// Remarks.

async function showRemarks(place, at, said) {
  const done = saying((box) => showRemarks(place, at, box));
  const list = h("div", { class: "stack" });
  const load = (query) => showPages(list, "/api/remarks", query, "remarks", (item) => remark(item, at, done), "Không có ý kiến nào.");
  const filter = at.centre && filtering(load);
  fill(place, said,
    h("p", { class: "muted" }, "Vướng mắc khi thực hiện quy chế gửi về Trung tâm để tổng hợp, báo cáo Thành phố (Điều 28 khoản 3)."),
    at.isHead && act("Gửi ý kiến mới", [
      line("article", "Điều", { type: "number", narrow: true, min: 1, max: 28, inputmode: "numeric" }),
      line("clause", "Khoản, điểm", { optional: true, hint: "Ví dụ: khoản 5." }),
      area("text", "Vướng mắc", { min: 10, max: 4000, short: false }),
      area("proposal", "Đề xuất", { max: 4000 }),
    ], "Gửi Trung tâm", async (data) => {
      const article = text(data, "article");
      await post("/api/remarks", { unit: at.unit, article: article === undefined ? undefined : Number(article), clause: text(data, "clause"), text: text(data, "text"), proposal: text(data, "proposal") });
      await done("Đã gửi ý kiến về Trung tâm.");
    }),
    filter,
    list);
  await load(at.centre ? {} : { unit: at.unit });
}

function filtering(load) {
  const form = h("form", { class: "form" },
    line("article", "Điều", { optional: true, type: "number", narrow: true, min: 1, max: 28, inputmode: "numeric" }),
    choices("state", "Tình trạng", [["", "Tất cả"], ...Object.entries(words.REMARK_STATES)], { value: "" }),
    h("div", { class: "form__actions" }, h("button", { class: "button button--second", type: "submit" }, "Lọc")));
  onSubmit(form, (data) => load({ article: text(data, "article"), state: data.get("state") }), { busy: "Đang lọc…" });
  return form;
}

function remark(item, at, done) {
  const path = `/api/remarks/${encodeURIComponent(item.id)}`;
  return h("li", { class: "card", "data-remark": item.id },
    h("p", { class: "row" }, h("span", { class: item.state === "sent" ? "tag tag--soon" : "tag tag--good" }, words.remarkState(item.state))),
    h("h3", { class: "card__title", tabindex: "-1" }, `Điều ${item.article}${item.clause ? `, ${item.clause}` : ""}`),
    h("p", { class: "as-written" }, item.text),
    item.proposal && h("p", {}, h("strong", {}, "Đề xuất: "), item.proposal),
    item.answer && h("p", {}, h("strong", {}, "Trung tâm trả lời: "), item.answer),
    item.merged_note && h("p", {}, h("strong", {}, "Đã tổng hợp: "), item.merged_note),
    h("p", { class: "card__facts" }, h("span", {}, named(item.unit)), h("span", {}, `Gửi ${dateTime(item.sent_at)}`)),
    at.centre && item.state === "sent" && act("Trả lời", area("answer", "Nội dung trả lời", { min: 20, max: 8000, short: false }), "Gửi trả lời", async (data) => {
      await post(`${path}/answer`, { answer: text(data, "answer") });
      await done("Đã trả lời đơn vị.");
    }),
    at.centre && item.state !== "merged" && act("Đưa vào báo cáo tổng hợp", area("note", "Báo cáo nào, mục nào", WHY), "Đánh dấu đã tổng hợp", async (data) => {
      await post(`${path}/merging`, { note: text(data, "note") });
      await done("Đã đánh dấu tổng hợp.");
    }));
}

// Objections and locks.

async function showObjections(place, at, said) {
  const done = saying((box) => showObjections(place, at, box));
  const list = h("div", { class: "stack" });
  fill(place, said, h("p", { class: "muted" }, "Người đã ghi nhận vi phạm và người cùng đơn vị không quyết định. Chấp nhận thì vi phạm bị hủy bỏ và tính lại."), list);
  await showPages(list, "/api/conduct/objections", at.centre ? {} : { unit: at.unit }, "objections", (item) => objection(item, at, done), "Không có ý kiến phản đối nào đang chờ.");
}

function objection(item, at, done) {
  const { violation } = item;
  const decide = (upheld) => async (data) => {
    await post(`/api/conduct/objections/${encodeURIComponent(item.id)}/decision`, { upheld, reason: text(data, "reason") });
    await done(upheld ? "Đã chấp nhận, vi phạm được hủy bỏ." : "Đã bác ý kiến phản đối.");
  };
  const reason = () => area("reason", "Lý do", { ...WHY, hint: "Người phản đối sẽ đọc nguyên văn." });
  return h("li", { class: "card", "data-objection": item.id },
    h("h3", { class: "card__title", tabindex: "-1" }, words.violationKind(violation.kind), " ", h("span", { class: "code" }, violation.code)),
    h("p", {}, h("strong", {}, "Phản ánh: "), violation.report),
    h("p", {}, h("strong", {}, "Căn cứ ghi nhận: "), violation.reason),
    links(violation.media),
    h("p", {}, h("strong", {}, "Ý kiến phản đối: "), item.text),
    links(item.media),
    h("p", { class: "card__facts" }, h("span", {}, named(violation.unit)), h("span", {}, `Ghi nhận ${dateTime(violation.recorded_at)}`), h("span", {}, `Phản đối ${dateTime(item.made_at)}`), h("span", {}, item.locked_until ? `Bị khóa đến ${dateTime(item.locked_until)}` : `Đang tính ${item.in_row} lần liên tiếp`)),
    act("Chấp nhận", reason(), "Hủy bỏ vi phạm", decide(true)),
    act("Bác ý kiến", reason(), "Bác ý kiến phản đối", decide(false), { danger: true }),
    at.centre && referring(item.conduct, done));
}

async function showRecords(place, at, said) {
  const done = saying((box) => showRecords(place, at, box));
  const list = h("div", { class: "stack" });
  fill(place, said, h("p", { class: "muted" }, "Người có vi phạm nghiêm trọng được chuyển cơ quan chức năng, dù tài khoản có bị khóa hay không (Điều 27 khoản 3)."), list);
  await showPages(list, "/api/conduct/records", {}, "records", (item) =>
    h("li", { class: "card", "data-conduct": item.id },
      h("h3", { class: "card__title", tabindex: "-1" }, item.name ?? "–"),
      h("p", {}, h("strong", {}, words.violationKind(item.last.kind)), ` (${named(item.last.unit)}, ${dateTime(item.last.recorded_at)}): `, item.last.reason),
      h("p", { class: "card__facts" }, h("span", {}, `${item.violations} vi phạm`), h("span", {}, `Đang tính ${item.in_row} lần liên tiếp`), item.locked_until && h("span", {}, `Khóa đến ${dateTime(item.locked_until)}`), item.referred_at && h("span", {}, `Đã chuyển cơ quan chức năng ${dateTime(item.referred_at)}`)),
      record(item.id),
      referring(item.id, done)), "Chưa có vi phạm nào được ghi nhận.");
}

async function showLocks(place, at, said) {
  const done = saying((box) => showLocks(place, at, box));
  const list = h("div", { class: "stack" });
  fill(place, said, list);
  await showPages(list, "/api/conduct/locks", {}, "locks", (item) =>
    h("li", { class: "card", "data-conduct": item.conduct },
      h("h3", { class: "card__title", tabindex: "-1" }, item.name ?? "–"),
      h("p", { class: "card__facts" }, h("span", {}, `Khóa đến ${dateTime(item.locked_until)}`), h("span", {}, `${item.violations} vi phạm`), item.referred_at && h("span", {}, `Đã chuyển cơ quan chức năng ${dateTime(item.referred_at)}`)),
      record(item.conduct),
      referring(item.conduct, done)), "Không có tài khoản nào đang bị khóa.");
}

/** What is recorded of a person: violations, and to whom they were referred. Fetched when it is opened. */
function record(id) {
  const body = h("div", { class: "stack-small" });
  const box = h("details", {}, h("summary", {}, "Xem các vi phạm"), body);
  box.addEventListener("toggle", () => box.open && !body.children.length && body.append(later(async () => {
    const found = await get(`/api/conduct/records/${encodeURIComponent(id)}`);
    return [
      found.referrals.map((one) => h("p", {}, h("strong", {}, `Đã chuyển ${one.body}`), ` (${dateTime(one.referred_at)}): `, one.reason)),
      found.violations.map((one) => h("p", {}, h("strong", {}, words.violationKind(one.kind)), ` (${one.code ?? "–"}, ${dateTime(one.recorded_at)}): `, one.reason)),
    ];
  })));
  return box;
}

const referring = (conduct, done) =>
  act("Chuyển cơ quan chức năng", [line("body", "Cơ quan nhận", { hint: "Ví dụ: Công an thành phố Hà Nội." }), area("reason", "Tính chất nghiêm trọng, bằng chứng", WHY)], "Chuyển", async (data) => {
    await post(`/api/conduct/records/${encodeURIComponent(conduct)}/referral`, { body: text(data, "body"), reason: text(data, "reason") });
    await done("Đã ghi nhận việc chuyển cơ quan chức năng.");
  }, { danger: true });
