// Contact officers of the units: found by whoever works for the city, kept by heads and personnel.

import { post, put, remove } from "../api.js";
import { fill, h, named, notice, told } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { showPages } from "../pages.js";
import { signedIn } from "../signed-in.js";
import { day } from "../time.js";
import { finder, line, opening, units, wrong } from "./desk-fields.js";

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

function editing(officer, send, label, first) {
  const form = h(
    "form",
    { class: "form" },
    first,
    FIELDS.map(([name, title, props]) => line(name, title, { ...props, value: officer?.[name] ?? "" })),
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, label)),
  );
  onSubmit(form, (data) => send(bodyOf(data), data), { busy: "Đang lưu…" });
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
    h("h2", { class: "card__title" }, officer.name),
    h("p", {}, `${officer.position}, ${named(officer.unit)}`),
    h(
      "p",
      { class: "card__facts" },
      h("a", { href: `tel:${officer.phone.replace(/[^0-9+]/g, "")}` }, officer.phone),
      officer.email && h("a", { href: `mailto:${officer.email}` }, officer.email),
      h("span", {}, officer.field),
      h("span", {}, `Từ ${day(officer.since)}`),
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
  const person = await signedIn(element, "Vui lòng đăng nhập bằng tài khoản cán bộ.", () => contacts(element));
  if (!person) return undefined;
  if (!person.memberships.length) return fill(element, notice("info", "Danh sách này dành cho cán bộ của thành phố."));
  const has = (role) => person.memberships.some((one) => one.role === role);
  const heads = person.memberships.filter((one) => one.role === "head").map((one) => one.unit);
  const keeps = (unit) => has("personnel") || heads.some((one) => one.id === unit);

  const search = h("form", { class: "form--line", role: "search" }, line("q", "Tìm theo tên, chức vụ, lĩnh vực hoặc số điện thoại", { type: "search", optional: true }), h("button", { class: "button", type: "submit" }, "Tìm"));
  const said = h("div", {});
  const list = h("div", {});
  let asked = {};
  const show = () => showPages(list, "/api/contact-officers", asked, "officers", (officer) => card(officer, keeps, onDone), "Không có cán bộ đầu mối nào phù hợp.", { tag: "ol" });
  async function onDone(sentence) {
    const box = told(sentence);
    fill(said, box);
    await show();
    box.focus();
  }
  onSubmit(search, async (data) => {
    fill(said);
    asked = { q: text(data, "q") };
    await show();
  }, { busy: "Đang tìm…" });
  fill(
    element,
    said,
    search,
    (has("personnel") || heads.length > 0) && adding(heads, has("personnel"), onDone),
    list,
  );
  await show();
  return undefined;
}

/** A form to add an officer: personnel to any unit, a head to the own. */
function adding(heads, everywhere, onDone) {
  const box = opening("Thêm cán bộ đầu mối", async () => {
    const known = everywhere ? await units() : heads;
    const unit = finder("unit", "Đơn vị", known.map((one) => [one.id, named(one)]), { value: heads[0]?.id, empty: "– Chọn đơn vị –" });
    return editing(null, async (officer, data) => {
      await post(path(text(data, "unit") ?? wrong("unit", "Vui lòng chọn đơn vị.")), officer);
      box.replaceWith(adding(heads, everywhere, onDone)); // the next one begins with an empty form
      await onDone("Đã thêm cán bộ đầu mối.");
    }, "Thêm", unit);
  });
  return box;
}
