// The form of an alert: to write one, to change one that waits, to update one that was sent.

import { Problem, post, put } from "../api.js";
import { h } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { ATTACHMENTS } from "../picker.js";
import { fromInput, toInput } from "../time.js";
import * as words from "../words.js";
import { area, choices, files, line, select, several, units, WHY } from "./desk-fields.js";

const DAY = 24 * 3600 * 1000;
const DOCUMENTS_MAX = 5;

/**
 * `given` is the alert to begin with; `mode` is `write`, `edit` or `update`. `onDone` gets a sentence and what the
 * server found the alert to be like.
 */
export function alertForm(desk, onDone, mode = "write", given = null) {
  const kept = new Set(mode === "edit" ? given.documents.map(({ id }) => id) : []);
  const documents = files("documents", "Tài liệu kèm theo", { optional: true, max: DOCUMENTS_MAX, types: ATTACHMENTS, hint: `PDF hoặc ảnh, nhiều nhất ${DOCUMENTS_MAX} tệp. Người dân thấy tên tệp.` });
  const concerned = places(desk, given?.areas ?? []);
  const reason = area("reason", "Vì sao vẫn cần gửi khi cấp trên đã có bản tin gần giống", { ...WHY, value: given?.reason ?? "", hint: "Người phê duyệt sẽ đọc; người dân không thấy." });
  reason.hidden = !given?.reason;
  const until = given?.valid_until ? new Date(given.valid_until) : new Date(Date.now() + DAY);
  const form = h(
    "form",
    { class: "stack" },
    choices("kind", "Loại bản tin", Object.entries(words.ALERT_KINDS), { value: given?.kind }),
    select("event", "Về việc", Object.entries(words.ALERT_EVENTS), { value: given?.event ?? "other" }),
    line("title", "Tiêu đề", { hint: "5 đến 150 ký tự.", value: given?.title ?? "" }),
    area("text", "Nội dung", { min: 10, max: 3000, short: false, value: given?.text ?? "" }),
    concerned,
    line("valid_from", "Hiển thị từ", { type: "datetime-local", narrow: true, optional: true, value: given?.valid_from ? toInput(new Date(given.valid_from)) : "", hint: "Để trống: hiển thị ngay khi được phê duyệt." }),
    line("valid_until", "Hiển thị đến", { type: "datetime-local", narrow: true, value: toInput(until), hint: "Giờ Hà Nội." }),
    mode === "edit" && given.documents.length > 0 && stay(given.documents, kept),
    documents,
    reason,
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, mode === "edit" ? "Lưu thay đổi" : "Trình phê duyệt")),
  );
  form.addEventListener("input", () => (form.dataset.dirty = ""));
  onSubmit(form, async (data) => {
    const old = mode === "edit" ? given.documents.filter(({ id }) => kept.has(id)).map(({ id, title }) => ({ id, title })) : [];
    const body = {
      kind: text(data, "kind"),
      event: text(data, "event"),
      title: text(data, "title"),
      text: text(data, "text"),
      area: concerned.chosen(),
      valid_from: fromInput(text(data, "valid_from")),
      valid_until: fromInput(text(data, "valid_until")),
      documents: [...old, ...(await documents.named())],
      reason: text(data, "reason"),
    };
    try {
      const answer = mode === "edit"
        ? await put(`/api/alerts/${encodeURIComponent(given.id)}`, { ...body, version: given.version })
        : await post("/api/alerts", { ...body, unit: desk.unit, replaces: mode === "update" ? given.id : undefined });
      delete form.dataset.dirty;
      await onDone(mode === "edit" ? "Đã lưu thay đổi, chờ người chưa soạn bản tin này phê duyệt." : "Đã trình bản tin, chờ người khác trong đơn vị phê duyệt.", answer.similar);
    } catch (problem) {
      // The field for it was not needed until now.
      if (problem instanceof Problem && problem.code === "near_repeat") reason.hidden = false;
      throw problem;
    }
  });
  return form;
}

/** The documents that are there already; each may be taken out. */
function stay(documents, kept) {
  return h(
    "fieldset",
    { class: "field" },
    h("legend", {}, h("span", {}, "Tài liệu đang có")),
    h("div", { class: "choices" }, documents.map(({ id, title }) =>
      h("div", { class: "choice" },
        h("input", { type: "checkbox", id: `tai-lieu-${id}`, checked: true, on: { change: (event) => (event.target.checked ? kept.add(id) : kept.delete(id)) } }),
        h("label", { for: `tai-lieu-${id}` }, title),
      ))),
  );
}

/** The wards and communes that the city's alert concerns. A ward speaks of itself and is not asked. */
function places(desk, given) {
  const box = h("div", { hidden: true });
  const kept = given.map(({ id, name }) => [id, name ?? id]);
  let field = null;
  units().then((all) => {
    const own = all.find(({ id }) => id === desk.unit);
    if (!own || ["ward", "commune"].includes(own.kind)) return;
    const wards = all.filter(({ kind }) => ["ward", "commune"].includes(kind)).map(({ id, name }) => [id, name]);
    field = several("area", "Khu vực liên quan", wards, { value: kept, optional: true, hint: "Để trống: toàn thành phố. Bản tin vẫn gửi đến mọi người dân.", what: "phường, xã", empty: "– Toàn thành phố –", add: "Thêm phường, xã này" });
    box.append(field);
    box.hidden = false;
  }, () => {}); // without the list of units the alert is for what it was for
  box.chosen = () => field?.chosen() ?? kept.map(([id]) => id);
  return box;
}
