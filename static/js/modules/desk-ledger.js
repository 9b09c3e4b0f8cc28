// Who held a case for how many working minutes: of one case, and for the Centre of one unit (Điều 8 khoản 5).

import { get } from "../api.js";
import { fill, h, loading, named, problemNotice } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { showPages } from "../pages.js";
import { dateTime, toInput } from "../time.js";
import * as words from "../words.js";
import { line, wrong } from "./desk-fields.js";

/** `3 giờ 20 phút`; a working day has no fixed length, so hours are not made into days. */
function duration(minutes) {
  const hours = Math.floor(minutes / 60);
  return [hours > 0 && `${hours} giờ`, (minutes % 60 > 0 || hours === 0) && `${minutes % 60} phút`].filter(Boolean).join(" ");
}

const late = (minutes) => minutes > 0 && h("span", { class: "tag tag--late" }, `quá hạn ${duration(minutes)}`);

/** The ledger of a case: fetched when it is opened. */
export function caseLedger(code) {
  const body = h("div", { class: "stack-small" });
  const box = h("details", { class: "more" }, h("summary", {}, "Thời gian từng đơn vị giữ hồ sơ"), body);
  const show = async () => {
    fill(body, loading());
    try {
      const ledger = await get(`/api/cases/${encodeURIComponent(code)}/ledger`);
      fill(
        body,
        h(
          "ul",
          { class: "clocks" },
          ledger.lines.map((line) =>
            h("li", {}, h("strong", {}, named(line.unit)), h("span", {}, `${words.clock(line.clock)}: ${duration(line.minutes)}`), late(line.late_minutes), line.running && h("span", { class: "muted small clocks__more" }, "đang tính")),
          ),
        ),
        h("p", {}, `Cộng các dòng: ${duration(ledger.minutes)} làm việc`, ledger.late_minutes > 0 && `, trong đó quá hạn ${duration(ledger.late_minutes)}`, "."),
        h("p", { class: "muted small" }, "Thời hạn chạy song song (xác minh, chỉnh sửa, phối hợp) được tính thành dòng riêng, nên số cộng lớn hơn thời gian thực."),
      );
    } catch (problem) {
      fill(body, problemNotice(problem, show));
    }
  };
  box.addEventListener("toggle", () => box.open && !body.childElementCount && show());
  return box;
}

const MONTH = /^(\d{4})-(\d{2})$/;

/** A month such as `2026-12` as the instants that bound it, in Hanoi; nothing for none. */
export function bounds(month) {
  const [, year, number] = MONTH.exec(month ?? "") ?? [];
  if (!year) return {};
  const next = Number(number) === 12 ? `${Number(year) + 1}-01` : `${year}-${String(Number(number) + 1).padStart(2, "0")}`;
  return { from: `${month}-01T00:00:00+07:00`, to: `${next}-01T00:00:00+07:00` };
}

/** The ledger of a unit, month by month, for the Centre. */
export async function showLedger(element, desk) {
  const card = (one) =>
    h(
      "li",
      { class: "card" },
      h("p", { class: "row" }, h("a", { class: "code", href: desk.to(one.code), "data-go": true }, one.code), h("span", {}, words.clock(one.clock)), late(one.late_minutes)),
      h("p", { class: "card__facts" }, h("span", {}, `${duration(one.minutes)} làm việc`), h("span", {}, `từ ${dateTime(one.opened_at)}`), h("span", {}, one.closed_at ? `đến ${dateTime(one.closed_at)}` : "đang tính"), h("span", {}, `hạn ${dateTime(one.due_at)}`)),
    );
  const place = h("div", {});
  const show = (month) => showPages(place, "/api/ledger", { unit: desk.unit, ...bounds(month), limit: 50 }, "stretches", card, "Không có thời hạn nào bắt đầu trong thời gian này.", { tag: "ol" });
  const month = toInput(new Date()).slice(0, 7);
  const form = h("form", { class: "form--line" },
    line("month", "Tháng bắt đầu tính", { type: "month", narrow: true, optional: true, value: month, hint: "Ví dụ 2026-03. Để trống: từ trước đến nay." }),
    h("button", { class: "button button--second", type: "submit" }, "Xem"));
  // Some browsers have no field for a month, only one for text.
  onSubmit(form, (data) => show(!text(data, "month") || MONTH.test(text(data, "month")) ? text(data, "month") : wrong("month", "Vui lòng ghi theo mẫu 2026-03.")), { busy: "Đang tải…" });
  fill(
    element,
    h("div", { class: "row queue__head" }, h("h2", { tabindex: "-1" }, desk.title)),
    h("p", { class: "muted" }, "Mỗi dòng là một thời hạn đơn vị chịu trách nhiệm, theo thứ tự bắt đầu; phút làm việc tính theo lịch của đơn vị. Thời hạn chạy song song được tính thành dòng riêng."),
    form,
    place,
  );
  await show(month);
}
