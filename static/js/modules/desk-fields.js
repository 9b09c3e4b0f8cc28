// The fields that the forms of a desk are made of: those of every form, and a unit found among many.

import { get } from "../api.js";
import { fill, h, later, newId } from "../dom.js";
import { fold } from "../fold.js";

export { act, area, checks, choices, files, line, REMARK, select, WHY, wrong } from "../fields.js";

/** A closed box whose content is made when it is first opened: a list of twenty entries has many. */
export function opening(summary, build) {
  const body = h("div", {});
  const box = h("details", { class: "act" }, h("summary", {}, summary), body);
  box.addEventListener("toggle", () => box.open && !body.children.length && body.append(later(build)));
  return box;
}

const CHOOSE = "– Chọn trong danh sách –";

/**
 * One of many, found by typing a part of its name, marks or not. `options` are `[value, text]`. Only what
 * alone fits is chosen by typing: a case must not go to whoever happens to stand first. `empty` is what
 * the list says while nothing is chosen.
 */
export function finder(name, label, options, { hint, value, empty, optional, what = "đơn vị" } = {}) {
  const id = newId(name.replace(/\W/g, "-"));
  const searchId = `${id}-search`;
  const statusId = `${id}-status`;
  const hintId = hint && `${id}-goi-y`;
  const select = h("select", { id, name, class: "input", "aria-describedby": [hintId, statusId].filter(Boolean).join(" ") });
  const status = h("p", { class: "field__count", id: statusId, role: "status" });
  const known = options.map(([key, text]) => ({ key, text, folded: fold(text) }));
  const search = h("input", { type: "search", id: searchId, class: "input", autocomplete: "off", placeholder: "Gõ một phần tên, không cần dấu" });

  const show = (chosen) => {
    const words = fold(search.value).split(" ").filter(Boolean);
    const found = known.filter((option) => words.every((word) => option.folded.includes(word)));
    const sole = words.length > 0 && found.length === 1 ? found[0] : null;
    const kept = sole?.key ?? (found.some(({ key }) => key === chosen) ? chosen : "");
    const none = empty !== undefined || !kept ? h("option", { value: "" }, (!words.length && empty) || CHOOSE) : null;
    select.replaceChildren(...[none, ...found.map(({ key, text }) => h("option", { value: key }, text))].filter(Boolean));
    select.value = kept;
    status.textContent = !words.length ? "" : sole ? `Đã chọn ${sole.text}.` : found.length ? `${found.length} ${what} phù hợp; mời chọn trong danh sách.` : `Không có ${what} nào phù hợp.`;
  };
  search.addEventListener("input", () => {
    const before = select.value;
    show(before);
    if (select.value !== before) select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  // Enter chooses from the list; it does not send the form half filled.
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    select.focus();
  });
  show(value);

  const field = h(
    "div",
    { class: "field", "data-field": name },
    h("label", { class: "field__label", for: id }, label, optional && h("span", { class: "field__optional" }, " (không bắt buộc)")),
    hint && h("p", { class: "field__hint", id: hintId }, hint),
    h("div", { class: "filter-select" }, h("label", { class: "visually-hidden", for: searchId }, `Tìm ${what}`), search, select, status),
  );
  field.select = select;
  /** Begins anew, with nothing typed and nothing chosen. */
  field.reset = () => {
    search.value = "";
    show("");
  };
  return field;
}

/**
 * Several of many, at most `max`: each is found as with `finder` and put on a list. What is found and not
 * yet on the list counts, too: nobody has to press the button for the only one. `value` and `options` are
 * `[value, text]`; `field.chosen()` gives the values.
 */
export function several(name, label, options, { value = [], max = Infinity, add = "Thêm vào danh sách", empty = "– Chọn –", ...rest } = {}) {
  const chosen = new Map(value);
  const one = finder(`${name}-find`, label, options, { empty, ...rest });
  one.removeAttribute("data-field");
  const list = h("ul", { class: "stack-small" });
  const put = h("button", { type: "button", class: "button button--second", on: { click: take } }, add);
  const field = h("div", { class: "stack-small", "data-field": name }, one, put, list);
  const show = () => {
    fill(list, [...chosen].map(([key, text]) =>
      h("li", { class: "row" }, text, h("button", { type: "button", class: "button button--text", "aria-label": `Bỏ ${text}`, on: { click: () => drop(key) } }, "Bỏ"))));
    put.hidden = chosen.size >= max;
  };
  const changed = () => {
    show();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    one.querySelector("input").focus();
  };
  function take() {
    if (!one.select.value) return one.select.focus();
    chosen.set(one.select.value, one.select.selectedOptions[0].textContent);
    one.reset();
    return changed();
  }
  function drop(key) {
    chosen.delete(key);
    changed();
  }
  show();
  field.chosen = () => [...new Set([...chosen.keys(), one.select.value])].filter(Boolean);
  return field;
}

let known;
/** The units of today. Asked once for a page. */
export function units() {
  known ??= get("/api/units").then(
    (answer) => answer.units,
    (problem) => {
      known = undefined;
      throw problem;
    },
  );
  return known;
}
