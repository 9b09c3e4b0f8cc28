// The fields that forms are made of: label above, hint below it, error above the control.

import { Problem } from "./api.js";
import { h, newId } from "./dom.js";
import { counter, onSubmit } from "./form.js";
import { DOCUMENTS, picker } from "./picker.js";

/** A reason that the other side reads. */
export const WHY = { min: 10, max: 2000 };
/** A remark that may be left out. */
export const REMARK = { min: 0, max: 1000 };

const optionalMark = () => h("span", { class: "field__optional" }, " (không bắt buộc)");

function labelled(name, label, { id = newId(name.replace(/\W/g, "-")), hint, optional, field = name }, build) {
  const hintId = hint ? `${id}-goi-y` : undefined;
  return h(
    "div",
    { class: "field", "data-field": field },
    h("label", { class: "field__label", for: id }, label, optional && optionalMark()),
    hint && h("p", { class: "field__hint", id: hintId }, hint),
    build({ id, name, "aria-describedby": hintId }),
  );
}

/** A text of several lines. `min` and `max` are what the server takes; it has the last word. `field` is its name for errors, where that is another. */
export function area(name, label, { min = 0, max, value, short = true, ...rest }) {
  const field = labelled(name, label, { optional: min === 0, ...rest }, (props) =>
    h("textarea", { ...props, class: short ? "input input--short" : "input", rows: short ? 3 : 6, value }),
  );
  counter(field.querySelector("textarea"), min, max);
  return field;
}

/** One line, a number or a date. */
export function line(name, label, { type = "text", value, narrow, list, min, max, inputmode, autocomplete = "off", ...rest } = {}) {
  return labelled(name, label, rest, (props) =>
    h("input", { ...props, type, value, list, min, max, inputmode, autocomplete, class: narrow ? "input input--narrow" : "input" }),
  );
}

/** One of several, in a list that opens. `options` are `[value, text]`. */
export function select(name, label, options, { value, ...rest } = {}) {
  return labelled(name, label, rest, (props) =>
    h("select", { ...props, class: "input" }, options.map(([key, text]) => h("option", { value: key, selected: key === value }, text))),
  );
}

function several(name, label, { id = newId(name.replace(/\W/g, "-")), hint, optional }, ...content) {
  const hintId = hint ? `${id}-goi-y` : undefined;
  return h(
    "fieldset",
    { class: "field", "data-field": name, "aria-describedby": hintId },
    h("legend", {}, h("span", {}, label), optional && optionalMark()),
    hint && h("p", { class: "field__hint", id: hintId }, hint),
    content,
  );
}

/** One of a few, all in sight. `options` are `[value, text, hint?]`. */
export function choices(name, label, options, { value, ...rest } = {}) {
  return several(name, label, rest, h("div", { class: "choices" }, options.map(([key, text, note]) => choice("radio", name, key, text, { note, checked: key === value }))));
}

/** Several that may each be true. `options` are `[name, text]`; the server names them `group.name`. */
export function checks(group, label, options, rest = {}) {
  return several(group, label, rest, h("div", { class: "choices" }, options.map(([name, text]) => choice("checkbox", name, "true", text, {}))));
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

/**
 * Files that are sent up as soon as they are chosen, at most `max`, of `types`. `field.ids()` waits for
 * what is still on its way and gives what the server called them, `field.named()` with their titles.
 */
export function files(name, label, { hint, optional, max = 20, types = DOCUMENTS } = {}) {
  const id = newId(name);
  const chosen = picker({ id, max, types, field: name });
  const field = h(
    "div",
    { class: "field", "data-field": name },
    h("label", { class: "field__label", for: `${id}-tep` }, label, optional && optionalMark()),
    h("p", { class: "field__hint", id: `${id}-goi-y` }, hint ?? `Nhiều nhất ${max} tệp: ${chosen.accepts}.`),
    chosen.element,
  );
  field.querySelector("input[type=file]").setAttribute("aria-describedby", `${id}-goi-y`);
  field.count = () => chosen.count;
  field.ids = chosen.ids;
  field.named = chosen.named;
  return field;
}

/** A form in a closed box; `send` gets its data. */
export function act(summary, fields, button, send, { danger = false, main = false, ...options } = {}) {
  const form = h("form", {}, fields, h("div", { class: "form__actions" }, h("button", { class: danger ? "button button--danger" : "button", type: "submit" }, button)));
  onSubmit(form, send, options);
  return h("details", { class: main ? "act act--main" : "act" }, h("summary", {}, summary), form);
}

/** Stops a form at one field. */
export function wrong(field, detail) {
  throw new Problem({ status: 422, code: "invalid_fields", detail, errors: [{ field, code: "missing", detail }] });
}
