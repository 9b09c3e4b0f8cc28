// The unit's own texts for refusals: offered in the form, worded by the head.

import { get, put } from "../api.js";
import { fill, h, loading, notice, problemNotice } from "../dom.js";
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
  const values = { code: file.code, category: file.category.name ?? file.category.code, address: file.report.address };
  reasons.addEventListener("change", (event) => {
    const chosen = found?.templates.find(({ reason }) => reason === event.target.value);
    if (!chosen || (written.value.trim() && written.value !== offered)) return;
    offered = chosen.text.replace(/\{(code|category|address)\}/g, (_, name) => values[name]);
    written.value = offered;
    written.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return [reasons, explanation];
}

/** Shows a unit's texts; `mayEdit` for its heads. */
export async function showTemplates(place, unit, mayEdit, said) {
  fill(place, loading());
  try {
    const { templates } = await get(pathOf(unit));
    fill(place, said,
      h("p", { class: "muted" }, "Nội dung gợi sẵn khi từ chối tiếp nhận, mỗi lý do một mẫu. Trang tự điền {code} mã hồ sơ, {category} lĩnh vực, {address} địa điểm."),
      templates.map((one) => template(place, unit, one, mayEdit)));
  } catch (problem) {
    fill(place, problemNotice(problem, () => showTemplates(place, unit, mayEdit)));
  }
}

function template(place, unit, one, mayEdit) {
  const [article, sentence] = words.REFUSAL_REASONS[one.reason] ?? [one.article, one.reason];
  const about = h("p", { class: "muted small" }, one.version ? `Sửa lần cuối ${dateTime(one.edited_at)}, ${one.edited_by ?? ""}` : "Mẫu chung của Thành phố");
  const content = mayEdit ? editing(place, unit, one) : h("p", { class: "as-written" }, one.text);
  return h("details", { class: "act", "data-reason": one.reason }, h("summary", {}, `${article}: ${sentence}`), about, content);
}

function editing(place, unit, one) {
  const form = h("form", {}, area("text", "Nội dung mẫu", { min: 10, max: 2000, short: false, value: one.text }), h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Lưu mẫu")));
  onSubmit(form, async (data) => {
    await put(`${pathOf(unit)}/${one.reason}`, { text: text(data, "text"), version: one.version });
    await showTemplates(place, unit, true, notice("success", h("p", { role: "status" }, "Đã lưu mẫu trả lời.")));
  }, "Đang lưu…");
  return form;
}
