// The form of a reorganisation: a row for each change, with the fields that such a change has.

import { Problem, post } from "../api.js";
import { fill, h, newId } from "../dom.js";
import { fieldOf, onSubmit, text } from "../form.js";
import { area, finder, line, select, several, units, WHY } from "./desk-fields.js";

const KINDS = { ward: "Phường", commune: "Xã", department: "Sở, cơ quan Thành phố", centre: "Trung tâm", district: "Quận, huyện", company: "Doanh nghiệp, đơn vị cung cấp dịch vụ" };
const COMMUNE = ["ward", "commune"];
const CHANGES = {
  abolish: ["Giải thể, giao cho đơn vị khác", abolishing],
  merge: ["Nhập nhiều đơn vị thành một đơn vị mới", merging],
  split: ["Chia một đơn vị thành nhiều đơn vị mới", splitting],
  rename: ["Đổi tên", renaming],
  found: ["Thành lập đơn vị mới", founding],
};
const EXAMPLE = '[{ "change": "abolish", "unit": "mã đơn vị", "successors": [{ "unit": "mã đơn vị kế thừa", "default": true }] }]';

/** JSON that a person wrote. What is none goes to the server as it is: its answer names the field. */
export function parsed(value) {
  try {
    return JSON.parse(value ?? "");
  } catch {
    return value ?? "";
  }
}

// A part of the form has its element, `read()` gives what it says in the shape of the interface, and `call(name)`
// tells it what the server calls it now: rows come and go.

/** A unit that stands. */
function standing(all, label, options) {
  const element = finder("unit", label, all.map(({ id, name }) => [id, name]), { empty: "– Chọn đơn vị –", ...options });
  return { element, read: () => element.select.value, call: (name) => (element.dataset.field = name) };
}

/** A line of text. */
function written(label, options) {
  const element = line("text", label, options);
  const input = element.querySelector("input");
  return { element, read: () => input.value.trim(), call: (name) => (element.dataset.field = name) };
}

/** A unit that begins. */
function newUnit(all, title) {
  const id = written("Mã đơn vị", { narrow: true, hint: "Có thể dùng lại mã của đơn vị chấm dứt trong cùng phương án." });
  const name = written("Tên đơn vị", { hint: "Đủ cả loại, ví dụ: Phường Hoàn Kiếm." });
  const kind = select("kind", "Loại đơn vị", Object.entries(KINDS), { value: "ward" });
  const above = standing(all.filter((unit) => !COMMUNE.includes(unit.kind)), "Đơn vị cấp trên", { empty: "– Không có –", optional: true });
  const latitude = written("Vĩ độ trung tâm", { narrow: true, optional: true, inputmode: "decimal", hint: "Ví dụ: 21.0285." });
  const longitude = written("Kinh độ trung tâm", { narrow: true, optional: true, inputmode: "decimal", hint: "Ví dụ: 105.8542." });
  const control = kind.querySelector("select");
  const show = () => (above.element.hidden = COMMUNE.includes(control.value)); // a ward's superior is that of each matter
  control.addEventListener("change", show);
  show();
  const number = (part) => (part.read() ? Number(part.read().replace(",", ".")) : undefined);
  return {
    element: h("fieldset", { class: "form__part quoted" }, h("legend", {}, h("span", {}, title)), id.element, name.element, kind, above.element, latitude.element, longitude.element),
    read: () => ({ id: id.read(), name: name.read(), kind: control.value, superior: above.element.hidden ? undefined : above.read() || undefined, latitude: number(latitude), longitude: number(longitude) }),
    call(called) {
      this.element.dataset.field = called;
      id.call(`${called}.id`);
      name.call(`${called}.name`);
      kind.dataset.field = `${called}.kind`;
      above.call(`${called}.superior`);
      latitude.call(`${called}.latitude`);
      longitude.call(`${called}.longitude`);
    },
  };
}

/**
 * Rows of one sort, of which one takes over by default. `make(number)` gives the part of a row; it reads as
 * `{ unit, default }`. There are always `least` of them.
 */
function rows(label, make, least, more) {
  const group = newId("mac-dinh");
  const list = h("div", { class: "stack" });
  const another = h("button", { type: "button", class: "button button--second", on: { click: () => add().focus() } }, more);
  const element = h("div", { class: "stack" }, h("p", { class: "field__label" }, label), list, another);
  const made = [];
  function add() {
    const row = { part: make(made.length + 1) };
    const id = newId("mac-dinh");
    row.choice = h("input", { type: "radio", id, name: group, checked: made.length === 0 });
    row.drop = h("button", { type: "button", class: "button button--text", on: { click: () => drop(row) } }, "Bỏ đơn vị này");
    row.element = h("div", { class: "stack-small" }, row.part.element, h("div", { class: "choice" }, row.choice, h("label", { for: id }, "Mặc định: nhận cư dân, cán bộ và những gì không xác định theo địa điểm")), row.drop);
    made.push(row);
    list.append(row.element);
    show();
    return row.element.querySelector("input");
  }
  function drop(row) {
    made.splice(made.indexOf(row), 1);
    row.element.remove();
    if (row.choice.checked) made[0].choice.checked = true;
    show();
    another.focus();
  }
  const show = () => made.forEach((row) => (row.drop.hidden = made.length <= least));
  for (let count = 0; count < least; count += 1) add();
  return {
    element,
    read: () => made.map((row) => ({ unit: row.part.read(), default: row.choice.checked })),
    call(name) {
      element.dataset.field = name;
      made.forEach((row, at) => {
        row.element.dataset.field = `${name}[${at}]`;
        row.part.call(`${name}[${at}].unit`);
      });
    },
  };
}

/** A unit that goes on, or that another change of this plan founds. */
function successor(all, number) {
  const known = standing(all, `Đơn vị kế thừa ${number}`);
  const code = written("Hoặc mã của đơn vị được thành lập trong phương án này", { narrow: true, optional: true });
  return {
    element: h("div", { class: "stack-small" }, known.element, code.element),
    read: () => code.read() || known.read(),
    call: known.call,
  };
}

function abolishing(all) {
  const unit = standing(all, "Đơn vị giải thể");
  const successors = rows("Giao cho", (number) => successor(all, number), 1, "Thêm đơn vị kế thừa");
  return {
    elements: [unit.element, successors.element],
    read: () => ({ unit: unit.read(), successors: successors.read() }),
    call: (name) => [unit.call(`${name}.unit`), successors.call(`${name}.successors`)],
  };
}

function merging(all) {
  const merged = several("units", "Các đơn vị được nhập", all.map(({ id, name }) => [id, name]), { hint: "Từ hai đơn vị trở lên.", empty: "– Chọn đơn vị –", add: "Thêm đơn vị này" });
  const into = newUnit(all, "Đơn vị mới");
  return {
    elements: [merged, into.element],
    read: () => ({ units: merged.chosen(), into: into.read() }),
    call: (name) => [(merged.dataset.field = `${name}.units`), into.call(`${name}.into`)],
  };
}

function splitting(all) {
  const unit = standing(all, "Đơn vị được chia");
  const into = rows("Thành các đơn vị mới", (number) => newUnit(all, `Đơn vị mới ${number}`), 2, "Thêm đơn vị mới");
  return {
    elements: [unit.element, into.element],
    read: () => ({ unit: unit.read(), into: into.read() }),
    call: (name) => [unit.call(`${name}.unit`), into.call(`${name}.into`)],
  };
}

function renaming(all) {
  const unit = standing(all, "Đơn vị đổi tên");
  const name = written("Tên mới", { hint: "Đủ cả loại, ví dụ: Phường Hoàn Kiếm." });
  return {
    elements: [unit.element, name.element],
    read: () => ({ unit: unit.read(), name: name.read() }),
    call: (called) => [unit.call(`${called}.unit`), name.call(`${called}.name`)],
  };
}

function founding(all) {
  const unit = newUnit(all, "Đơn vị mới");
  return { elements: [unit.element], read: () => ({ unit: unit.read() }), call: (name) => unit.call(`${name}.unit`) };
}

/** A change of which the sort may be chosen. */
function changeRow(all, drop) {
  const title = h("span", {});
  const sort = select("change", "Thay đổi gì", Object.entries(CHANGES).map(([key, [label]]) => [key, label]));
  const control = sort.querySelector("select");
  const place = h("div", { class: "stack" });
  const away = h("button", { type: "button", class: "button button--text", on: { click: drop } }, "Bỏ thay đổi này");
  const row = { element: h("fieldset", { class: "form__part" }, h("legend", {}, title), sort, place, away), away };
  const show = () => {
    row.part = CHANGES[control.value][1](all);
    fill(place, row.part.elements);
  };
  control.addEventListener("change", show);
  show();
  row.read = () => ({ change: control.value, ...row.part.read() });
  row.number = (at) => {
    title.textContent = `Thay đổi ${at + 1}`;
    row.element.dataset.field = `changes[${at}]`;
    row.part.call(`changes[${at}]`);
  };
  return row;
}

/** An error as a person reads it who sees fields, not codes; of pasted changes at the field they were pasted into. */
function told(error, form, pasted) {
  if (pasted) return error.field.startsWith("changes") ? { ...error, field: "json", detail: `${error.field}: ${error.detail}` } : error;
  const empty = ["not_an_id", "too_short"].includes(error.code) && fieldOf(form, error.field)?.querySelector("select, input:not([type=search])")?.value === "";
  return empty ? { ...error, detail: "Vui lòng điền mục này." } : error;
}

/** The form to plan; `onDone` gets a sentence. */
export async function planning(onDone) {
  const all = await units();
  const list = h("div", { class: "stack-large" });
  const made = [];
  const numbered = () => made.forEach((row, at) => {
    row.number(at);
    row.away.hidden = made.length === 1;
  });
  const add = () => {
    const row = changeRow(all, () => {
      made.splice(made.indexOf(row), 1);
      row.element.remove();
      numbered();
      more.focus();
    });
    made.push(row);
    list.append(row.element);
    numbered();
    return row.element.querySelector("select");
  };
  const more = h("button", { type: "button", class: "button button--second", on: { click: () => add().focus() } }, "Thêm thay đổi");
  add();
  const form = h(
    "form",
    { class: "stack-large", "data-planning": true },
    line("title", "Tên phương án"),
    area("legal_basis", "Căn cứ", { ...WHY, hint: "Ví dụ: Nghị quyết 99/NQ-HĐND ngày 01/12/2026." }),
    line("effective_on", "Ngày hiệu lực", { type: "date", narrow: true, hint: "Sau hôm nay." }),
    h("div", { class: "stack-large", "data-field": "changes" }, list, more),
    h("details", { class: "more" }, h("summary", {}, "Nâng cao: dán toàn bộ thay đổi dạng JSON"), area("json", "Các thay đổi (JSON)", { max: 500000, short: false, hint: "Có nội dung ở đây thì các mục phía trên không được dùng. Xem tài liệu kỹ thuật (API)." }), h("p", { class: "small" }, "Mẫu: ", h("code", {}, EXAMPLE))),
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Lập phương án")),
  );
  onSubmit(form, async (data) => {
    numbered(); // a row whose sort was changed has fields that have no name yet
    const json = text(data, "json");
    try {
      await post("/api/reorganisations", {
        title: text(data, "title"), legal_basis: text(data, "legal_basis"), effective_on: text(data, "effective_on"),
        changes: json === undefined ? made.map((row) => row.read()) : parsed(json),
      });
    } catch (problem) {
      if (problem instanceof Problem) problem.errors = problem.errors.map((error) => told(error, form, json !== undefined));
      throw problem;
    }
    await onDone("Đã lập phương án, chờ người khác phê duyệt.");
  }, { places: { day_not_ahead: "effective_on" } });
  return form;
}
