// Violations recorded with a case, and the form to record one (Điều 27 khoản 2).

import { get, post } from "../api.js";
import { fill, h, loading, problemNotice, told } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { dateTime } from "../time.js";
import * as words from "../words.js";
import { area, choices, files, WHY } from "./desk-fields.js";

/** A closed box; what is in it is fetched when it is opened. Only for the desk and the heads of the holder. */
export function violations(file, memberships) {
  const mine = memberships.filter(({ unit, role }) => unit.id === file.unit.id && ["intake", "head"].includes(role));
  if (!mine.length) return null;
  const body = h("div", { class: "stack" });
  const box = h("details", { class: "act" }, h("summary", {}, "Vi phạm của người gửi"), body);
  box.addEventListener("toggle", () => box.open && !body.children.length && show(file, body));
  return box;
}

async function show(file, body, said) {
  fill(body, loading());
  const path = `/api/cases/${encodeURIComponent(file.code)}/violations`;
  try {
    const { violations: found } = await get(path);
    const stands = found.some(({ annulled_at: annulled }) => annulled === null);
    const done = async () => {
      const box = told("Đã ghi nhận vi phạm. Người gửi được báo và có quyền phản đối.");
      await show(file, body, box);
      box.focus();
    };
    fill(body, said, found.map(shown), !stands && recording(path, done));
  } catch (problem) {
    fill(body, problemNotice(problem, () => show(file, body)));
  }
}

const shown = (one) =>
  h("div", { class: "quoted" },
    h("p", {}, h("strong", {}, words.violationKind(one.kind)), one.annulled_at && ` (đã hủy bỏ ${dateTime(one.annulled_at)})`),
    h("p", { class: "as-written" }, one.reason),
    h("p", { class: "muted small" }, `${one.recorded_by ?? ""}, ${dateTime(one.recorded_at)}`));

function recording(path, done) {
  const form = h("form", { class: "stack" },
    h("p", {}, "Chỉ ghi nhận khi đã xác minh. Quá 3 vi phạm liên tiếp, tài khoản người gửi bị tạm khóa 30 ngày."),
    choices("kind", "Loại vi phạm", Object.entries(words.VIOLATION_KINDS)),
    area("reason", "Căn cứ", { ...WHY, hint: "Người gửi sẽ đọc nguyên văn." }),
    files("evidence", "Bằng chứng ngoài hồ sơ", { optional: true, max: 10 }),
    h("div", { class: "form__actions" }, h("button", { class: "button button--danger", type: "submit" }, "Ghi nhận vi phạm")));
  onSubmit(form, async (data) => {
    const evidence = await form.querySelector("[data-field=evidence]").ids();
    await post(path, { kind: text(data, "kind"), reason: text(data, "reason"), evidence });
    await done();
  });
  return form;
}
