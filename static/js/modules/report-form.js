// A report: what, where, when; kept on the device until it is sent, and sent once.

import { get, me, newKey, post, Problem } from "../api.js";
import { caseHref } from "../cases.js";
import { categoryOptions } from "../categories.js";
import { fill, h, notice, problemNotice, signInHref } from "../dom.js";
import * as draft from "../draft.js";
import { counter, onSubmit, showErrors, text } from "../form.js";
import { kindPicker } from "../kind-picker.js";
import { onBehalf } from "../on-behalf.js";
import { picker } from "../picker.js";
import { nearest } from "../place.js";
import { scopeGate } from "../scope-gate.js";
import { dateTime, fromInput, toInput } from "../time.js";
import { unitSelect } from "../unit-select.js";

const KEPT = ["category", "text", "address", "ward"];
/** The address of the page may name a kind, and so may the draft. */
const askedKind = () => new URLSearchParams(location.search).get("loai") ?? draft.read()?.kind;

export default async function reportForm(form) {
  const key = newKey(); // one for this form: a second tap, or a try after a broken line, is the same sending
  const pictures = picker({ id: "anh" });
  const place = nearest((ward) => {
    near = ward;
    wards?.choose(ward);
  });
  const gate = scopeGate(form);
  let wards = null;
  let near = null; // a ward that was confirmed before the list of wards was there
  let kinds = null;
  let all = [];
  let caller = null;
  let keep = () => {};
  // Chosen by the person, here or before this module came, and not what the form proposes.
  let heldBack = form.elements.confidential.value === "yes";
  let seenAt = Boolean(form.elements.happened_at.value);
  const chosen = () => ({
    confidential: heldBack ? form.elements.confidential.value : undefined,
    happened_at: (seenAt && form.elements.happened_at.value) || undefined,
  });

  form.noValidate = true;
  form.querySelector("[data-picker]").append(pictures.element);
  form.querySelector("[data-place]").append(place.element);
  const kept = draft.read() ?? {};
  // Nothing written before this module came is lost.
  for (const name of ["text", "address"]) form.elements[name].value ||= kept[name] ?? "";
  if (!heldBack && kept.confidential) {
    form.elements.confidential.value = kept.confidential;
    heldBack = true;
  }
  if (!seenAt && kept.happened_at) {
    form.elements.happened_at.value = kept.happened_at;
    seenAt = true;
  }
  form.elements.happened_at.value ||= toInput(new Date());
  form.elements.happened_at.addEventListener("input", () => (seenAt = true));
  sayTime(form.elements.happened_at, form.querySelector("[data-chosen-time]"));
  counter(form.elements.text, 10, 4000);
  for (const radio of form.elements.confidential) radio.addEventListener("change", () => (heldBack = true));
  kinds = kindPicker({ initial: askedKind(), chosen: adapt });
  form.querySelector("[data-kind]").append(kinds.element);
  // Until the kinds are there the form shows the first, and the draft may be of another.
  keep = keepDraft(form, () => ({ ...chosen(), kind: kinds.current().name ? kinds.current().kind : draft.read()?.kind }));
  onSubmit(form, send, { places: { media_missing: "media", consent_missing: "on_behalf.consent", place_missing: "address", time_missing: "happened_at", happens_in_future: "happened_at" } });
  form.querySelector("[type=submit]").disabled = false; // pressed earlier, it would send the browser's form and lose the words

  hint(form.closest("main").querySelector("[data-signed-in-hint]"));
  whoSends();
  await lists();

  async function lists() {
    const slot = form.querySelector("[data-ward]");
    try {
      const [{ categories }, field] = await Promise.all([
        get("/api/categories"),
        unitSelect({ id: "phuong-xa", label: "Phường, xã nơi xảy ra", hint: "Gõ một phần tên, không cần dấu, rồi chọn trong danh sách.", value: kept.ward }),
      ]);
      all = categories;
      await kinds.ready; // the kept field may belong to another kind than the first
      offer(kept.category);
      wards = field;
      fill(slot, field);
      if (near) field.choose(near);
    } catch (problem) {
      fill(slot, problemNotice(problem, lists));
    }
  }

  /** Asks for what the kind needs, and for nothing else. */
  function adapt(kind) {
    for (const part of form.querySelectorAll("[data-when-needed]")) part.hidden = !kind.required[part.dataset.whenNeeded];
    for (const part of form.querySelectorAll("[data-when-free]")) part.hidden = kind.required[part.dataset.whenFree];
    if (!heldBack) form.elements.confidential.value = kind.confidential_by_default ? "yes" : "no";
    if (all.length) offer(form.elements.category.value, kind.kind);
    keep(); // a kind is chosen by a button, which is no input
  }

  function offer(chosen, kind = kinds.current().kind) {
    const own = all.filter((category) => category.kind === kind);
    const options = kind === "field" ? categoryOptions(own) : own.map(({ code, name }) => h("option", { value: code }, name));
    fill(form.elements.category, h("option", { value: "" }, "– Chọn lĩnh vực –"), options);
    form.elements.category.value = own.some(({ code }) => code === chosen) ? chosen : "";
  }

  /** What only some people may: report for an organisation, or for somebody who telephoned. */
  async function whoSends() {
    const person = await me().catch(() => null);
    if (!person) return;
    caller = onBehalf(person);
    if (caller) fill(form.querySelector("[data-on-behalf]"), caller.element);
    const { organisation } = await get("/api/me/contact").catch(() => ({}));
    if (organisation) {
      fill(form.querySelector("[data-organisation]"), h("div", { class: "field", "data-field": "as_organisation" }, h("div", { class: "choice" },
        h("input", { type: "checkbox", id: "thay-to-chuc", name: "as_organisation" }),
        h("label", { for: "thay-to-chuc" }, `Gửi thay cho ${organisation.name}`),
      )));
    }
  }

  async function send(data, button) {
    const needs = { ...kinds.current().required };
    if (caller?.chosen()) needs.media = false;
    const errors = missing(data, pictures.count, needs);
    if (errors.length) return showErrors(form, errors);
    if (!(await me())) throw new Problem({ status: 401, detail: "Bạn cần đăng nhập để gửi phản ánh. Nội dung đã viết được giữ trên máy này, ảnh cần chọn lại." });
    if (!(await gate.passes(text(data, "text")))) return undefined;
    if (pictures.sending) fill(button, "Đang tải tệp lên…");
    const media = await pictures.ids();
    fill(button, "Đang gửi…");
    const sent = await post("/api/reports", {
      kind: kinds.current().kind,
      category: text(data, "category"),
      text: text(data, "text"),
      address: text(data, "address"),
      ward: text(data, "ward"),
      ...(needs.address ? place.point() : {}),
      happened_at: needs.happened_at ? fromInput(data.get("happened_at")) : undefined,
      media,
      confidential: data.get("confidential") === "yes",
      as_organisation: data.has("as_organisation") || undefined,
      on_behalf: caller?.body(data),
    }, { "Idempotency-Key": key });
    draft.forget();
    // Whoever entered it for somebody else is not its sender: they get the code to pass on.
    if (caller?.chosen()) return entered(sent.code);
    location.assign(`${caseHref(sent.code)}&moi=1`);
    return new Promise(() => {}); // the button stays busy until the next page is there
  }

  function entered(code) {
    const said = notice("success", h("h2", {}, "Đã nhập phản ánh"), h("p", {}, "Mã hồ sơ để đọc cho người phản ánh: ", h("strong", { class: "code" }, code), "."), h("p", {}, h("a", { class: "button", href: "/gui" }, "Nhập phản ánh khác")));
    said.tabIndex = -1;
    form.replaceWith(said);
    said.focus();
  }
}

/** What is surely missing, so that one look shows it together with the pictures; the server judges the rest. */
function missing(data, pictures, needs) {
  const errors = [];
  const need = (field, wrong, detail) => wrong && errors.push({ field, detail });
  const length = [...(text(data, "text") ?? "").trim().normalize("NFC")].length;
  need("category", !text(data, "category"), "Vui lòng chọn lĩnh vực.");
  need("text", length < 10, length ? "Nội dung quá ngắn. Vui lòng viết ít nhất 10 ký tự." : "Vui lòng viết nội dung phản ánh.");
  need("text", length > 4000, "Nội dung quá dài. Vui lòng viết không quá 4000 ký tự.");
  need("media", needs.media && pictures === 0, "Vui lòng thêm ít nhất một ảnh hoặc video.");
  need("ward", !text(data, "ward"), needs.address ? "Vui lòng chọn phường, xã nơi xảy ra." : "Vui lòng chọn phường, xã.");
  need("address", needs.address && !text(data, "address"), "Vui lòng viết địa điểm bằng lời.");
  need("happened_at", needs.happened_at && !text(data, "happened_at"), "Vui lòng chọn ngày giờ bạn thấy sự việc.");
  return errors;
}

/** Some browsers show the month first: the office's way of writing the time is said below. */
function sayTime(input, output) {
  const say = () => {
    output.textContent = input.value ? `Ngày giờ đã chọn: ${dateTime(fromInput(input.value))}` : "";
  };
  input.addEventListener("input", say);
  say();
}

async function hint(element) {
  const person = await me().catch(() => undefined);
  if (person === null) {
    fill(element, notice("info", h("p", {}, h("a", { href: signInHref() }, "Đăng nhập"), " trước khi gửi, để cơ quan xử lý trả lời bạn và bạn theo dõi được hồ sơ. Chữ bạn đã viết vẫn được giữ lại.")));
  } else if (person && !person.verified) {
    fill(element, notice("warning", "Danh tính của bạn chưa được xác thực. Chỉ tài khoản đã xác thực mới gửi được phản ánh."));
  }
}

/**
 * Keeps the words on this device while they are written, and what `chosen` gives with them: without words
 * it is no draft. Gives the function that keeps them.
 */
function keepDraft(form, chosen) {
  const discard = form.querySelector("[data-discard]");
  const status = form.querySelector("[data-status]");
  discard.hidden = !draft.read();
  // Said here and not in the page: without scripts nothing is kept.
  status.before(h("p", { class: "field__hint" }, "Chữ bạn viết được giữ trên máy này cho đến khi gửi hoặc xóa bản nháp; ảnh, video và vị trí thì không."));
  const keep = () => {
    const data = new FormData(form);
    const before = draft.read();
    // A list that has not come yet says nothing of what was chosen.
    const waits = (control) => !control || control.options?.length === 1;
    const words = Object.fromEntries(KEPT.map((name) => [name, waits(form.elements[name]) ? before?.[name] : text(data, name)]));
    draft.write(Object.values(words).some(Boolean) ? { ...words, ...chosen() } : words);
    discard.hidden = !draft.read();
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  discard.addEventListener("click", () => {
    for (const name of KEPT) if (form.elements[name]) form.elements[name].value = "";
    draft.forget();
    form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
    status.textContent = "Đã xóa bản nháp.";
    form.elements.category.focus();
  });
  return keep;
}
