// One's own violations: whether the account is locked and until when, and how to object. Empty for most.

import { get, me, post } from "../api.js";
import { fill, h, notice, problemNotice, told } from "../dom.js";
import { act, area, files } from "../fields.js";
import { text } from "../form.js";
import { dateTime } from "../time.js";
import * as words from "../words.js";

export default async function conduct(element) {
  try {
    if (await me()) await show(element);
  } catch (problem) {
    fill(element, problemNotice(problem, () => conduct(element)));
  }
}

async function show(element, said) {
  let own;
  try {
    own = await get("/api/me/conduct");
  } catch (problem) {
    return fill(element, problemNotice(problem, () => show(element)));
  }
  if (!own.violations.length) return fill(element);
  const done = async (sentence) => {
    const box = told(sentence);
    await show(element, box);
    box.focus();
  };
  fill(element,
    h("h2", {}, "Tuân thủ quy chế"),
    said,
    own.locked_until
      ? notice("warning",
          h("p", {}, h("strong", {}, `Tài khoản bị tạm khóa gửi phản ánh đến ${dateTime(own.locked_until)}.`)),
          h("p", {}, `Lý do: vi phạm quá ${own.in_row_max} lần liên tiếp (Điều 27 khoản 3). Bạn vẫn đăng nhập, xem, theo dõi hồ sơ đã gửi được.`),
          h("p", {}, "Nếu không đồng ý, bạn bấm “Gửi ý kiến phản đối” ở vi phạm bên dưới. Cơ quan cấp trên hoặc Trung tâm xem xét; khi vi phạm được hủy bỏ, khóa được gỡ."))
      : h("p", {}, `Vi phạm liên tiếp đang tính: ${own.in_row} (quá ${own.in_row_max} lần sẽ bị tạm khóa; phản ánh được tiếp nhận sẽ tính lại từ đầu).`),
    h("ol", { class: "cards" }, [...own.violations].reverse().map((one) => card(one, done))));
  if (location.hash === "#tuan-thu") element.scrollIntoView({ block: "start" });
  return undefined;
}

function card(one, done) {
  const state = one.annulled_at ? "Đã hủy bỏ" : one.counts ? "Đang tính" : "Không còn tính";
  return h("li", { class: "card", "data-violation": one.id },
    h("p", { class: "row" }, h("span", { class: one.counts ? "tag tag--soon" : "tag tag--plain" }, state), one.code && h("span", { class: "code" }, one.code)),
    h("h3", { class: "card__title" }, words.violationKind(one.kind)),
    h("p", { class: "as-written" }, one.reason),
    links(one.media),
    h("p", { class: "card__facts" }, h("span", {}, one.unit.name ?? one.unit.id), h("span", {}, `Ghi nhận ${dateTime(one.recorded_at)}`)),
    one.objection ? objection(one.objection) : !one.annulled_at && objecting(one, done));
}

/** The files of a violation or an objection. */
export const links = (media) =>
  media.length > 0 && h("p", { class: "row" }, media.map(({ id }, at) => h("a", { href: `/api/media/${encodeURIComponent(id)}` }, `Tệp ${at + 1}`)));

const OBJECTION_STATES = { waiting: "đang chờ quyết định", upheld: "được chấp nhận", rejected: "không được chấp nhận" };

function objection(made) {
  return h("div", { class: "stack-small" },
    h("p", {}, h("strong", {}, `Ý kiến phản đối (${OBJECTION_STATES[made.state] ?? made.state}): `), made.text),
    links(made.media),
    made.decision && h("p", {}, h("strong", {}, "Quyết định: "), made.decision),
    made.decided_at && h("p", { class: "muted small" }, `${made.decided_unit?.name ?? ""} ${dateTime(made.decided_at)}`));
}

function objecting(one, done) {
  const media = files("media", "Ảnh, tài liệu kèm theo", { optional: true, max: 10 });
  return act("Gửi ý kiến phản đối", [area("text", "Vì sao bạn không đồng ý", { min: 10, max: 4000 }), media], "Gửi ý kiến phản đối", async (data) => {
    await post("/api/me/conduct/objections", { violation: one.id, text: text(data, "text"), media: await media.ids() });
    await done("Đã gửi ý kiến phản đối. Bạn sẽ được báo khi có quyết định.");
  });
}
