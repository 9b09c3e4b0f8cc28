// The fields that the forms of a desk are made of: label above, hint below it, error above the control.

import { get, Problem, upload } from "../api.js";
import { fill, h, newId } from "../dom.js";
import { fold } from "../fold.js";
import { counter } from "../form.js";

const OPTIONAL = () => h("span", { class: "field__optional" }, " (không bắt buộc)");

function labelled(name, label, { hint, optional }, build) {
  const id = newId(name.replace(/\W/g, "-"));
  const hintId = hint ? `${id}-hint` : undefined;
  const control = build({ id, name, "aria-describedby": hintId });
  return h(
    "div",
    { class: "field", "data-field": name },
    h("label", { class: "field__label", for: id }, label, optional && OPTIONAL()),
    hint && h("p", { class: "field__hint", id: hintId }, hint),
    control,
  );
}

/** A text of several lines. `min` and `max` are what the server takes; it has the last word. */
export function area(name, label, { min = 0, max, value, short = true, ...rest }) {
  const field = labelled(name, label, { optional: min === 0, ...rest }, (props) =>
    h("textarea", { ...props, class: short ? "input input--short" : "input", rows: short ? 3 : 6, value }),
  );
  counter(field.querySelector("textarea"), min, max);
  return field;
}

/** One line, a number or a date. */
export function line(name, label, { type = "text", value, narrow, list, min, max, inputmode, ...rest } = {}) {
  return labelled(name, label, rest, (props) =>
    h("input", { ...props, type, value, list, min, max, inputmode, autocomplete: "off", class: narrow ? "input input--narrow" : "input" }),
  );
}

/** One of a few, all in sight. `options` are `[value, text, hint?]`. */
export function choices(name, label, options, { hint, value } = {}) {
  return h(
    "fieldset",
    { class: "field", "data-field": name },
    h("legend", {}, h("span", {}, label)),
    hint && h("p", { class: "field__hint" }, hint),
    h("div", { class: "choices" }, options.map(([key, text, note]) => choice("radio", name, key, text, { note, checked: key === value }))),
  );
}

/** Several that may each be true. `options` are `[name, text]`; the server names them `group.name`. */
export function checks(group, label, options, { hint } = {}) {
  return h(
    "fieldset",
    { class: "field", "data-field": group },
    h("legend", {}, h("span", {}, label)),
    hint && h("p", { class: "field__hint" }, hint),
    h("div", { class: "choices" }, options.map(([name, text]) => choice("checkbox", name, "true", text, {}))),
  );
}

function choice(type, name, value, text, { note, checked }) {
  const id = newId(name);
  return h(
    "div",
    { class: "choice" },
    h("input", { type, id, name, value, checked }),
    h("label", { for: id }, text, note && h("span", { class: "field__hint" }, note)),
  );
}

/** One of many, found by typing a part of its name, marks or not. `options` are `[value, text]`. */
export function finder(name, label, options, { hint, value, empty, what = "đơn vị" } = {}) {
  const id = newId(name);
  const searchId = `${id}-search`;
  const statusId = `${id}-status`;
  const select = h("select", { id, name, class: "input", "aria-describedby": statusId });
  const status = h("p", { class: "field__count", id: statusId, role: "status" });
  const known = options.map(([key, text]) => ({ key, text, folded: fold(text) }));
  const search = h("input", { type: "search", id: searchId, class: "input", autocomplete: "off", placeholder: "Gõ một phần tên, không cần dấu" });

  const show = (chosen) => {
    const words = fold(search.value).split(" ").filter(Boolean);
    const found = known.filter((option) => words.every((word) => option.folded.includes(word)));
    const first = empty && !words.length ? h("option", { value: "" }, empty) : null;
    fill(select, first, found.map(({ key, text }) => h("option", { value: key }, text)));
    const kept = found.some(({ key }) => key === chosen) ? chosen : first ? "" : (found[0]?.key ?? "");
    select.value = kept;
    status.textContent = words.length ? (found.length ? `${found.length} ${what} phù hợp` : `Không có ${what} nào phù hợp`) : "";
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

  return h(
    "div",
    { class: "field", "data-field": name },
    h("label", { class: "field__label", for: id }, label),
    hint && h("p", { class: "field__hint" }, hint),
    h("div", { class: "filter-select" }, h("label", { class: "visually-hidden", for: searchId }, `Tìm ${what}`), search, select, status),
  );
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

const MEDIA_TYPES = "image/jpeg,image/png,image/webp,application/pdf,video/mp4";
const FILES_MAX = 20;

/** Files that are sent up as soon as they are chosen. `field.ids()` gives what the server called them. */
export function files(name, label, { hint, optional } = {}) {
  const id = newId(name);
  const list = h("ul", { class: "picker__list" });
  const status = h("p", { class: "visually-hidden", role: "status" });
  const input = h("input", { type: "file", id, multiple: true, accept: MEDIA_TYPES, "aria-describedby": `${id}-hint` });
  const field = h(
    "div",
    { class: "field", "data-field": name },
    h("label", { class: "field__label", for: id }, label, optional && OPTIONAL()),
    h("p", { class: "field__hint", id: `${id}-hint` }, hint ?? "Ảnh JPG, PNG, WebP (tối đa 15 MB), PDF (20 MB) hoặc video MP4 (100 MB)."),
    h("div", { class: "picker" }, h("div", { class: "picker__buttons" }, input, h("label", { class: "button button--second", for: id }, "Chọn tệp")), list, status),
  );
  let entries = [];
  input.addEventListener("change", () => {
    for (const file of [...input.files]) {
      if (entries.length >= FILES_MAX) {
        status.textContent = `Tối đa ${FILES_MAX} tệp.`;
        break;
      }
      add(file);
    }
    input.value = "";
  });

  function add(file) {
    const entry = { id: null, failed: false, sending: null, name: file.name };
    const address = file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
    const bar = h("progress", { max: 1, value: 0, "aria-label": `Đang tải ${file.name}` });
    const says = h("p", { class: "small" }, "Đang tải lên…");
    const drop = h("button", { type: "button", class: "button button--text", "aria-label": `Bỏ tệp ${file.name}` }, "Bỏ tệp này");
    const item = h(
      "li",
      { class: "picker__item" },
      address ? h("img", { class: "picker__preview", src: address, alt: "" }) : h("span", { class: "picker__preview picker__preview--file" }, file.name.split(".").pop().toUpperCase().slice(0, 4)),
      h("div", {}, h("p", { class: "picker__name" }, file.name), bar, says, drop),
    );
    drop.addEventListener("click", () => {
      entry.sending?.abort();
      entries = entries.filter((other) => other !== entry);
      if (address) URL.revokeObjectURL(address);
      item.remove();
      input.focus();
    });
    entries.push(entry);
    list.append(item);
    entry.sending = upload(file, (part) => {
      bar.value = part;
      says.textContent = part < 1 ? `Đang tải lên… ${Math.round(part * 100)}%` : "Đang kiểm tra tệp…";
    });
    entry.done = entry.sending.done.then(
      (answer) => {
        entry.id = answer.id;
        bar.remove();
        says.textContent = "Đã tải lên";
        status.textContent = `Đã tải lên ${file.name}`;
      },
      (problem) => {
        entry.failed = true;
        bar.remove();
        item.classList.add("is-wrong");
        fill(says, h("span", { class: "field__error" }, problem.message));
        status.textContent = `Không tải lên được ${file.name}`;
      },
    );
  }

  field.count = () => entries.length;
  /** Waits for what is still on its way. A file that failed is said at the field, not left out in silence. */
  field.ids = async () => {
    await Promise.all(entries.map((entry) => entry.done));
    if (entries.some((entry) => entry.failed)) wrong(name, "Có tệp chưa tải lên được. Vui lòng bỏ tệp đó hoặc chọn lại.");
    return entries.map((entry) => entry.id);
  };
  /** The same with what each file was called, without its ending. */
  field.named = async () => {
    const ids = await field.ids();
    return ids.map((id, at) => ({ id, title: entries[at].name.replace(/\.[^.]*$/, "").trim() }));
  };
  return field;
}

/** One of several, in a list that opens. `options` are `[value, text]`. */
export function select(name, label, options, { value, ...rest } = {}) {
  return labelled(name, label, rest, (props) =>
    h("select", { ...props, class: "input" }, options.map(([key, text]) => h("option", { value: key, selected: key === value }, text))),
  );
}

/** Stops a form at one field. */
export function wrong(field, detail) {
  throw new Problem({ status: 422, code: "invalid_fields", detail, errors: [{ field, code: "missing", detail }] });
}
