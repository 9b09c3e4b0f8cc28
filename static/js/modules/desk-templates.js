// The unit's own texts for refusals: offered in the form, worded by the head.

import { get, put } from "../api.js";
import { fill, h, loading, problemNotice, told } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { dateTime } from "../time.js";
import * as words from "../words.js";
import { area } from "./desk-fields.js";

const pathOf = (unit) => `/api/units/${encodeURIComponent(unit)}/reply-templates`;

/**
 * Puts the text for the chosen reason into the explanation, as long as nobody wrote there: `reasons` and
 * `explanation` are the two fields of the form. Without the texts the form works as before.
 */
export async function offerTemplates(file, reasons, explanation) {
  const found = await get(pathOf(file.unit.id)).catch(() => null);
  const written = explanation.querySelector("textarea");
  let offered = "";
  const values = placeholders(file);
  const offer = (code) => {
    const chosen = found?.templates.find(({ reason }) => reason === code);
    if (!chosen || (written.value.trim() && written.value !== offered)) return;
    offered = worded(chosen.text, values);
    written.value = offered;
    written.dispatchEvent(new Event("input")); // the counter; not bubbling: nobody has written yet
  };
  reasons.addEventListener("change", (event) => offer(event.target.value));
  offer(reasons.querySelector("input:checked")?.value); // chosen beforehand from what the text looks like
  return [reasons, explanation];
}

/** What a text may hold of the case. A report without an address is about its ward. */
export const placeholders = (file) => ({ code: file.code, category: file.category.name ?? file.category.code, address: file.report.address ?? file.ward.name ?? file.ward.id });

/** The text for that case. */
export const worded = (template, values) => template.replace(/\{(code|category|address)\}/g, (_, name) => values[name]);

/** Shows a unit's texts; `mayEdit` for its heads. */
export async function showTemplates(place, unit, mayEdit, done) {
  fill(place, loading());
  try {
    const { templates } = await get(pathOf(unit));
    fill(place, done,
      h("p", { class: "muted" }, "Nội dung gợi sẵn khi từ chối tiếp nhận, mỗi lý do một mẫu. Trang tự điền {code} mã hồ sơ, {category} lĩnh vực, {address} địa điểm."),
      templates.map((one) => template(place, unit, one, mayEdit)));
  } catch (problem) {
    fill(place, problemNotice(problem, () => showTemplates(place, unit, mayEdit)));
  }
}

function template(place, unit, one, mayEdit) {
  const [article, sentence] = words.REFUSAL_REASONS[one.reason] ?? [one.article, one.reason];
  const about = h("p", { class: "muted small" }, one.edited_at ? `Sửa lần cuối ${dateTime(one.edited_at)}, ${one.edited_by ?? ""}` : "Mẫu chung của Thành phố");
  const content = mayEdit ? editing(place, unit, one) : h("p", { class: "as-written" }, one.text);
  return h("details", { class: "act", "data-reason": one.reason }, h("summary", {}, `${article}: ${sentence}`), about, content);
}

function editing(place, unit, one) {
  const form = h("form", {}, area("text", "Nội dung mẫu", { min: 10, max: 2000, short: false, value: one.text }), h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Lưu mẫu")));
  onSubmit(form, async (data) => {
    await put(`${pathOf(unit)}/${one.reason}`, { text: text(data, "text"), version: one.version });
    const done = told("Đã lưu mẫu trả lời.");
    await showTemplates(place, unit, true, done);
    done.focus();
  }, { busy: "Đang lưu…" });
  return form;
}
