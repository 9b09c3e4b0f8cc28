// Errors where they belong, all at once, and a form that is sent once.

import { Problem } from "./api.js";
import { fill, h, signInHref } from "./dom.js";

/**
 * The field for a name of the server's, such as `media[2]` or `point`. A field says with
 * `data-field="ward point"` which names it answers for. The field itself comes before what holds it:
 * `plan.milestones[0].title`, `plan.milestones[0]`, `plan.milestones`, `plan`.
 */
export function fieldOf(form, name) {
  const fields = [...form.querySelectorAll("[data-field]")];
  for (let at = name; at; at = at.replace(/[.[]?[^.[]*$/, "")) {
    const found = fields.find((field) => field.dataset.field.split(" ").includes(at));
    if (found) return found;
  }
  return null;
}

/** What a field is called: the server's sentence, unlike one of these pages, does not name it. */
const nameOf = (field) => field.querySelector("legend > span, .field__label, label")?.firstChild?.textContent.trim() ?? "";

const controlOf = (field) => field.querySelector("input:not([type=hidden]), select, textarea, button") ?? field;

/** Takes every error away. */
function clearErrors(form) {
  for (const error of form.querySelectorAll(".field__error")) error.remove();
  for (const field of form.querySelectorAll(".has-error")) field.classList.remove("has-error");
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
    const described = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => !id.endsWith("-error"));
    if (described.join("")) control.setAttribute("aria-describedby", described.join(" "));
    else control.removeAttribute("aria-describedby");
  }
  form.querySelector(".error-summary")?.remove();
}

/** Shows each error at its field and all of them in a box on top, which gets the focus. */
export function showErrors(form, errors, heading = "Vui lòng kiểm tra lại các mục sau") {
  clearErrors(form);
  const seen = new Set();
  const items = [];
  for (const { field: name, detail, code } of errors) {
    const field = fieldOf(form, name);
    if (!field) {
      items.push(h("li", {}, detail));
      continue;
    }
    const control = controlOf(field);
    control.id ||= `control-${name}`;
    const id = `${control.id}-error`;
    if (!seen.has(id)) {
      seen.add(id);
      const box = h("p", { class: "field__error", id }, h("span", { class: "visually-hidden" }, "Lỗi: "), detail);
      const before = [...field.children].find((child) => !child.matches("legend, label, .field__label, .field__hint"));
      field.insertBefore(box, before ?? null);
      field.classList.add("has-error");
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-describedby", [control.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
    }
    items.push(h("li", {}, h("a", { href: `#${control.id}`, on: { click: (event) => focusOn(event, control) } }, [code && nameOf(field), detail].filter(Boolean).join(": "))));
  }
  return summary(form, heading, items.length ? h("ul", { class: "error-summary__list" }, items) : null);
}

function focusOn(event, control) {
  event.preventDefault();
  control.focus({ preventScroll: true });
  (control.closest("[data-field]") ?? control).scrollIntoView({ block: "start" });
}

function summary(form, heading, ...content) {
  form.querySelector(".error-summary")?.remove();
  // The alert sits in a child: focus and alert on one element race in screen readers.
  const box = h("div", { class: "error-summary", tabindex: "-1" }, h("div", { role: "alert" }, h("h2", {}, heading), content));
  form.prepend(box);
  box.focus({ preventScroll: true });
  box.scrollIntoView({ block: "start" });
  return box;
}

/** Shows whatever went wrong in a form. */
function showProblem(form, problem) {
  if (problem.errors?.length) return showErrors(form, problem.errors);
  clearErrors(form);
  return summary(
    form,
    "Chưa thực hiện được",
    h("p", {}, problem.message),
    problem.related?.map(({ page, title }) => h("p", {}, "Xem: ", h("a", { href: page }, title))),
    problem.article && h("p", { class: "small" }, `Căn cứ: ${problem.article}.`),
    problem.id && h("p", { class: "small" }, "Mã sự cố: ", h("span", { class: "code" }, problem.id)),
    problem.status === 401 && h("p", {}, h("a", { href: signInHref() }, "Đăng nhập")),
  );
}

/**
 * Sends a form with `send`, once: while it runs, a second press does nothing. The button keeps the
 * focus and says what goes on (`busy`). `places` says at which field a problem that names none belongs:
 * `{ media_missing: "media" }`.
 */
export function onSubmit(form, send, { busy: busyText = "Đang gửi…", places = {} } = {}) {
  let busy = false;
  form.noValidate = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    const button = event.submitter ?? form.querySelector("button[type=submit], button:not([type])");
    const label = [...button.childNodes];
    button.setAttribute("aria-disabled", "true");
    fill(button, busyText);
    try {
      clearErrors(form);
      await send(new FormData(form), button);
    } catch (problem) {
      if (!(problem instanceof Problem)) console.error(problem);
      const place = places[problem.code];
      if (place && !problem.errors?.length) problem.errors = [{ field: place, code: problem.code, detail: problem.message }];
      showProblem(form, problem instanceof Problem ? problem : new Problem({ detail: "Trang gặp lỗi. Vui lòng tải lại trang rồi thử lại." }));
    } finally {
      busy = false;
      button.removeAttribute("aria-disabled");
      fill(button, ...label);
    }
  });
}

/** The text of a field, or undefined when nothing was written: the server then says that it is missing. */
export function text(data, name) {
  const value = data.get(name);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** Says below a text how many characters it has. The server counts characters, not code units. */
export function counter(area, min, max) {
  const output = h("p", { class: "field__count", id: `${area.id}-count` });
  area.after(output);
  const show = () => {
    const length = [...area.value.trim().normalize("NFC")].length;
    output.textContent = length > max ? `${length}/${max} ký tự, thừa ${length - max}` : length > 0 && length < min ? `${length} ký tự, cần ít nhất ${min}` : `${length}/${max} ký tự`;
    output.classList.toggle("is-wrong", length > max);
  };
  area.addEventListener("input", show);
  show();
}
