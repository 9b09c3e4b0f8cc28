// Contact officers of the units: found by whoever works for the city, kept by heads and personnel.

import { get, me, post, put, remove } from "../api.js";
import { fill, h, loading, notice, problemNotice, signInHref } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { date } from "../time.js";
import { line } from "./desk-fields.js";

const FIELDS = [
  ["name", "Họ và tên", {}],
  ["position", "Chức vụ", {}],
  ["phone", "Điện thoại cơ quan", { type: "tel" }],
  ["email", "Thư điện tử", { type: "email", optional: true }],
  ["field", "Lĩnh vực phụ trách", {}],
  ["since", "Làm đầu mối từ ngày", { type: "date", narrow: true }],
];

const bodyOf = (data) => Object.fromEntries(FIELDS.map(([name]) => [name, text(data, name)]));
const path = (unit, id = "") => `/api/units/${encodeURIComponent(unit)}/contact-officers${id && `/${encodeURIComponent(id)}`}`;

function editing(officer, send, label) {
  const form = h(
    "form",
    { class: "form" },
    FIELDS.map(([name, title, props]) => line(name, title, { ...props, value: officer?.[name] ?? "" })),
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, label)),
  );
  onSubmit(form, (data) => send(bodyOf(data)));
  return form;
}

function card(officer, keeps, onDone) {
  const taken = h("form", {}, h("button", { class: "button button--danger", type: "submit" }, "Đưa khỏi danh sách"));
  onSubmit(taken, async () => {
    await remove(path(officer.unit.id, officer.id));
    await onDone("Đã đưa khỏi danh sách.");
  });
  return h(
    "li",
    { class: "card" },
    officer.to_check && h("p", { class: "row" }, h("span", { class: "tag tag--soon" }, "Quá 90 ngày chưa kiểm tra")),
    h("h3", { class: "card__title" }, officer.name),
    h("p", {}, `${officer.position}, ${officer.unit.name ?? officer.unit.id}`),
    h(
      "p",
      { class: "card__facts" },
      h("a", { href: `tel:${officer.phone.replace(/[^0-9+]/g, "")}` }, officer.phone),
      officer.email && h("a", { href: `mailto:${officer.email}` }, officer.email),
      h("span", {}, officer.field),
      h("span", {}, `Từ ${date(officer.since)}`),
    ),
    keeps(officer.unit.id) &&
      h(
        "details",
        { class: "act" },
        h("summary", {}, "Sửa hoặc xác nhận còn đúng"),
        editing(officer, async (body) => {
          await put(path(officer.unit.id, officer.id), body);
          await onDone("Đã lưu.");
        }, "Lưu"),
        taken,
      ),
  );
}

/** The search, the list page by page, and a form to add for those who keep a list. */
export default async function contacts(element) {
  const person = await me().catch(() => null);
  if (!person) return fill(element, notice("info", "Vui lòng đăng nhập bằng tài khoản cán bộ.", h("p", {}, h("a", { class: "button", href: signInHref() }, "Đăng nhập"))));
  if (!person.memberships.length) return fill(element, notice("info", "Danh sách này dành cho cán bộ của thành phố."));
  const has = (role) => person.memberships.some((one) => one.role === role);
  const heads = person.memberships.filter((one) => one.role === "head").map((one) => one.unit);
  const keeps = (unit) => has("personnel") || heads.some((one) => one.id === unit);

  const search = h("form", { class: "form--line", role: "search" }, line("q", "Tìm theo tên, chức vụ, lĩnh vực hoặc số điện thoại", { type: "search", optional: true }), h("button", { class: "button", type: "submit" }, "Tìm"));
  const said = h("div", {});
  const list = h("div", {});
  let asked = {};
  async function show() {
    fill(list, loading());
    try {
      const page = await get("/api/contact-officers", asked);
      const cards = h("ol", { class: "cards" }, page.officers.map((officer) => card(officer, keeps, onDone)));
      const more = h("div", {});
      const following = (next) =>
        fill(more, next && h("button", { type: "button", class: "button button--second", on: { click: async () => {
          const page = await get("/api/contact-officers", { ...asked, after: next });
          cards.append(...page.officers.map((officer) => card(officer, keeps, onDone)));
          following(page.next);
        } } }, "Xem thêm"));
      following(page.next);
      fill(list, page.officers.length ? cards : h("p", { class: "muted" }, "Không có cán bộ đầu mối nào phù hợp."), more);
    } catch (problem) {
      fill(list, problemNotice(problem, show));
    }
  }
  async function onDone(sentence) {
    fill(said, notice("success", h("p", { role: "status" }, sentence)));
    await show();
    scrollTo({ top: 0 });
  }
  onSubmit(search, async (data) => {
    asked = { q: text(data, "q") };
    await show();
  }, "Đang tìm…");
  const unit = line("unit", "Mã đơn vị", { value: heads[0]?.id ?? "", narrow: true, hint: "Ví dụ 00070 là phường Hoàn Kiếm." });
  const adding = editing(null, async (body) => {
    const where = unit.querySelector("input").value.trim();
    await post(path(where), body);
    await onDone("Đã thêm cán bộ đầu mối.");
  }, "Thêm");
  adding.prepend(unit);
  fill(
    element,
    said,
    search,
    (has("personnel") || heads.length > 0) && h("details", { class: "act" }, h("summary", {}, "Thêm cán bộ đầu mối"), adding),
    list,
  );
  await show();
  return undefined;
}
