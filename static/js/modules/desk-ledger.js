// Who held a case for how many working minutes: of one case, and for the Centre of one unit (Điều 8 khoản 5).

import { get } from "../api.js";
import { fill, h, loading, problemNotice } from "../dom.js";
import { dateTime } from "../time.js";
import * as words from "../words.js";

/** `3 giờ 20 phút`; a working day has no fixed length, so hours are not made into days. */
export function duration(minutes) {
  const hours = Math.floor(minutes / 60);
  return [hours > 0 && `${hours} giờ`, (minutes % 60 > 0 || hours === 0) && `${minutes % 60} phút`].filter(Boolean).join(" ");
}

const named = ({ id, name }) => name ?? id;
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
        h("p", {}, `Tổng cộng ${duration(ledger.minutes)} làm việc`, ledger.late_minutes > 0 && `, trong đó quá hạn ${duration(ledger.late_minutes)}`, "."),
      );
    } catch (problem) {
      fill(body, problemNotice(problem, show));
    }
  };
  box.addEventListener("toggle", () => box.open && !body.childElementCount && show());
  return box;
}

/** The ledger of a unit, for the Centre. */
export async function showLedger(element, desk) {
  fill(element, loading("Đang tải sổ thời gian…"));
  const list = h("ol", { class: "cards" });
  const more = h("div", { class: "stack-small" });
  const card = (one) =>
    h(
      "li",
      { class: "card" },
      h("p", { class: "row" }, h("a", { class: "code", href: desk.to(one.code), "data-go": true }, one.code), h("span", {}, words.clock(one.clock)), late(one.late_minutes)),
      h("p", { class: "card__facts" }, h("span", {}, `${duration(one.minutes)} làm việc`), h("span", {}, `từ ${dateTime(one.opened_at)}`), h("span", {}, one.closed_at ? `đến ${dateTime(one.closed_at)}` : "đang tính"), h("span", {}, `hạn ${dateTime(one.due_at)}`)),
    );
  const fetchPage = async (after) => {
    fill(more, loading());
    try {
      const page = await get("/api/ledger", { unit: desk.unit, after, limit: 50 });
      list.append(...page.stretches.map(card));
      fill(more, page.next && h("button", { type: "button", class: "button button--second button--wide", on: { click: () => fetchPage(page.next) } }, "Xem thêm"));
      return page;
    } catch (problem) {
      fill(more, problemNotice(problem, () => fetchPage(after)));
      return null;
    }
  };
  const first = await fetchPage();
  if (!desk.shows(null)) return;
  fill(
    element,
    h("div", { class: "row queue__head" }, h("h2", { tabindex: "-1" }, desk.title)),
    h("p", { class: "muted" }, "Mỗi dòng là một thời hạn đơn vị chịu trách nhiệm, theo thứ tự bắt đầu; phút làm việc tính theo lịch của đơn vị."),
    first && first.stretches.length === 0 && h("p", { class: "empty" }, "Đơn vị chưa chịu trách nhiệm thời hạn nào."),
    list,
    more,
  );
}
