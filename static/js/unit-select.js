// A ward or commune, chosen from 126 by typing a part of its name without diacritics; or any unit.

import { get } from "./api.js";
import { fill, h } from "./dom.js";
import { fold } from "./fold.js";

const known = new Map();
/** The units of these kinds, or all. Asked once for a page. */
function units(kinds) {
  const key = kinds.join();
  if (!known.has(key)) {
    const answers = Promise.all(kinds.map((kind) => get("/api/units", { kind })));
    known.set(key, answers.then((all) => all.flatMap((answer) => answer.units).map((unit) => ({ ...unit, folded: fold(unit.name) }))));
    known.get(key).catch(() => known.delete(key));
  }
  return known.get(key);
}

const WARDS = ["ward", "commune"];

/**
 * The field. `empty` is what the list says while nothing is chosen; `value` a ward chosen before; `kinds` of
 * units other than wards have a `name` of their own and are called `what`.
 * Resolves when the list is there; `field.select` is the control that holds the choice, and
 * `field.choose(id)` makes one. One that `filters` a list need not say that it may stay empty.
 */
export async function unitSelect({ id, label, hint, empty = "– Chọn phường, xã –", value = "", optional = false, filters = false, name = "ward", what = "phường, xã", kinds = WARDS }) {
  const filter = h("input", {
    class: "input", id: `${id}-loc`, type: "search", autocomplete: "off", placeholder: "Gõ để tìm, ví dụ: hoan kiem",
    "aria-label": `${label}: gõ một phần tên để lọc danh sách`, "aria-controls": id,
  });
  const select = h("select", { class: "input", id, name, required: !optional, "aria-describedby": hint && `${id}-goi-y` });
  const found = h("p", { class: "field__hint", role: "status" });
  const field = h(
    "div", { class: "field", "data-field": name },
    h("label", { class: "field__label", for: id }, label, optional && !filters && h("span", { class: "field__optional" }, " (không bắt buộc)")),
    hint && h("p", { class: "field__hint", id: `${id}-goi-y` }, hint),
    h("div", { class: "filter-select" }, filter, select, found),
  );
  const all = await units(kinds);

  const list = (kept, chosen) => {
    fill(select, h("option", { value: "" }, empty), kept.map((unit) => h("option", { value: unit.id }, unit.name)));
    select.value = kept.some((unit) => unit.id === chosen) ? chosen : "";
  };
  const narrow = () => {
    const words = fold(filter.value).split(" ").filter(Boolean);
    const kept = all.filter((unit) => words.every((word) => unit.folded.includes(word)));
    const before = select.value;
    list(kept, kept.length === 1 ? kept[0].id : before);
    found.textContent = !words.length ? "" : kept.length === 0 ? `Không có ${what} nào tên như vậy.` : kept.length === 1 ? `Đã chọn ${kept[0].name}.` : `${kept.length} ${what} khớp; mời chọn trong danh sách.`;
    if (select.value !== before) select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  filter.addEventListener("input", narrow);
  filter.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // the letters narrow the list, they are not to be sent
    select.focus();
  });
  list(all, value);

  field.select = select;
  field.choose = (ward) => {
    filter.value = "";
    found.textContent = "";
    list(all, ward);
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  return field;
}
