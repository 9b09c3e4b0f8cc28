// What citizens and the board both see of reception: words, a session, a booking.

import { h } from "./dom.js";
import { dateTime, day } from "./time.js";
import { named } from "./words.js";

export const KINDS = { regular: "Tiếp thường xuyên", leader: "Lãnh đạo Thành phố tiếp", planned: "Theo kế hoạch" };
export const MODES = { in_person: "Trực tiếp tại trụ sở", online: "Trực tuyến" };
export const MATTERS = { complaint: "Khiếu nại", denunciation: "Tố cáo", petition: "Kiến nghị, phản ánh" };
export const GROUNDS = {
  incapable: "Không làm chủ được hành vi (Luật Tiếp công dân, Điều 9 khoản 1)",
  disruptive: "Đe dọa, xúc phạm hoặc gây rối (Điều 9 khoản 2)",
  settled: "Vụ việc đã giải quyết đúng pháp luật, đã rà soát và giải thích (Điều 9 khoản 3)",
  other_law: "Trường hợp khác theo quy định của luật (Điều 9 khoản 4)",
};
export const RESULTS = {
  accepted: "Thụ lý giải quyết",
  needs_longer: "Cần thêm thời gian",
  transferred: "Chuyển đơn vị có thẩm quyền",
  resolved: "Giải quyết ngay tại buổi tiếp",
  refused: "Từ chối tiếp",
};
const STATES = {
  booked: "Chờ xác nhận",
  confirmed: "Đã xác nhận",
  attended: "Đã tiếp, chờ trả lời",
  pending: "Cần thêm thời gian trả lời",
  answered: "Đã trả lời",
  absent: "Không đến",
  refused: "Bị từ chối tiếp",
  notified: "Đã thông báo từ chối tiếp",
  cancelled: "Đã hủy",
};
const TONES = { booked: "tag tag--soon", confirmed: "tag tag--good", attended: "tag", pending: "tag tag--soon", answered: "tag tag--good" };

export const kind = named(KINDS);
export const mode = named(MODES);
export const matter = named(MATTERS);
export const ground = named(GROUNDS);
export const result = named(RESULTS);
export const state = named(STATES);
export const stateTone = (code) => TONES[code] ?? "tag tag--plain";

/** The unit that receives for the city. */
export const BOARD = "ban-tcd";

/** Whether the booking still stands before its reception. */
export const isOpen = (booking) => ["booked", "confirmed"].includes(booking.state);

/** `10/03/2026 08:00–11:30`. */
export const stretch = (session) => `${dateTime(session.starts_at)}–${dateTime(session.ends_at).slice(-5)}`;

/** Lines that say when, where and who, of a session. */
export function sessionFacts(session) {
  return [
    h("p", {}, h("strong", {}, stretch(session)), session.state === "moved" && [" ", h("span", { class: "tag tag--soon" }, "Đã dời lịch")]),
    session.move_reason && h("p", {}, `Lý do dời lịch: ${session.move_reason}`),
    h("p", {}, session.site.name),
    h("p", { class: "card__facts" }, h("span", {}, session.chair), h("span", {}, kind(session.kind)), h("span", {}, mode(session.mode)), h("span", {}, session.site.address)),
    session.online &&
      h("p", { class: "small" }, `Thông báo cho các bên chậm nhất ${day(session.online.notify_until)}, kiểm tra kết nối chậm nhất ${day(session.online.test_until)}, kết nối từ ${dateTime(session.online.connect_at)}. Buổi tiếp được ghi âm, ghi hình và lưu trữ.`),
  ];
}

/** What was answered, oldest first. */
export function results(booking) {
  if (!booking.results.length && !booking.refusal_notified_at) return null;
  return h(
    "ul",
    { class: "stack-small" },
    booking.results.map((one) =>
      h("li", { class: "quoted" },
        h("p", {}, h("strong", {}, result(one.kind)), one.to && `: ${one.to.name ?? one.to.id}`, one.days && `: thêm ${one.days} ngày làm việc`, `, ${dateTime(one.at)}`, one.by && `, ${one.by}`),
        one.ground && h("p", { class: "small" }, ground(one.ground)),
        h("p", { class: "as-written" }, one.explanation))),
    booking.refusal_notified_at && h("li", {}, `Thông báo từ chối đã ban hành ${dateTime(booking.refusal_notified_at)}.`),
  );
}
