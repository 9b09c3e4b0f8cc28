// Citizen reception: the sessions with their free places, a booking, and one's own bookings.

import { get, me, post } from "../api.js";
import { fill, h, loading, notice, problemNotice, signInHref } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { isOpen, matter, MATTERS, results, sessionFacts, BOARD, day, state, stateTone } from "../reception.js";
import { dateTime } from "../time.js";
import { area, checks, line } from "./desk-fields.js";

export default async function reception(element) {
  const said = h("div", { role: "status" });
  const own = h("div", { class: "stack" });
  const sessions = h("div", { class: "stack" }, loading());
  fill(element, said, own, h("section", { class: "stack", "aria-labelledby": "lich-tiep" }, h("h2", { id: "lich-tiep" }, "Lịch tiếp công dân"), sessions));
  const person = await me().catch(() => null);
  const page = { person, said, own, sessions, wanted: new URLSearchParams(location.search).get("ma") };
  await Promise.all([showOwn(page), showSessions(page)]);
}

/** Says what was done, and shows everything as it is now. */
async function done(page, sentence) {
  fill(page.said, notice("success", sentence));
  await Promise.all([showOwn(page), showSessions(page)]);
  page.said.scrollIntoView({ block: "start" });
}

async function showOwn(page) {
  const { person, own, wanted } = page;
  if (!person) return fill(own, notice("info", h("p", {}, "Đăng nhập để đăng ký và xem các đăng ký của bạn."), h("p", {}, h("a", { class: "button", href: signInHref() }, "Đăng nhập"))));
  const board = person.memberships.some(({ unit }) => unit.id === BOARD) && h("p", {}, h("a", { class: "link-target", href: "/ban-tiep-cong-dan" }, "Bàn làm việc của Ban Tiếp công dân"));
  try {
    const list = await get("/api/reception/bookings", { limit: 20 });
    const cards = h("ul", { class: "cards" }, list.bookings.map((one) => booking(page, one)));
    fill(own, board, h("section", { class: "stack", "aria-labelledby": "cua-toi" }, h("h2", { id: "cua-toi" }, "Đăng ký của tôi"), list.bookings.length ? cards : h("p", { class: "empty" }, "Bạn chưa có đăng ký nào."), more(list.next, cards, "bookings", "/api/reception/bookings", (one) => booking(page, one))));
    const shown = wanted && cards.querySelector(`[data-booking="${CSS.escape(wanted)}"]`);
    if (shown) shown.scrollIntoView({ block: "start" });
    page.wanted = null;
  } catch (problem) {
    fill(own, board, problemNotice(problem, () => showOwn(page)));
  }
  return undefined;
}

/** A button that adds the next page to a list. */
function more(next, list, name, path, item) {
  const place = h("div", {});
  const show = (after) => fill(place, after && h("button", { type: "button", class: "button button--second button--wide", on: { click: () => add(after) } }, "Xem thêm"));
  const add = async (after) => {
    try {
      const page = await get(path, { after });
      list.append(...page[name].map(item));
      show(page.next);
    } catch (problem) {
      fill(place, problemNotice(problem, () => add(after)));
    }
  };
  show(next);
  return place;
}

function booking(page, one) {
  return h(
    "li",
    { class: "card", "data-booking": one.code },
    h("p", { class: "row" }, h("span", { class: stateTone(one.state) }, state(one.state)), h("span", { class: "tag tag--plain" }, matter(one.matter))),
    h("h3", { class: "card__title" }, one.subject),
    sessionFacts(one.session),
    h("p", { class: "card__facts" }, h("span", { class: "code" }, one.code), one.register && h("span", {}, `Số ${one.register.number}/${one.register.year} trong sổ tiếp công dân`), one.due_at && h("span", {}, `Hạn trả lời ${dateTime(one.due_at)}`)),
    results(one),
    isOpen(one) && h("p", {}, h("a", { class: "link-target", href: `/api/reception/bookings/${encodeURIComponent(one.code)}/calendar.ics`, download: `${one.code}.ics` }, "Thêm vào lịch điện thoại (.ics)")),
    isOpen(one) && cancelling(page, one),
  );
}

function cancelling(page, one) {
  const form = h("form", {}, h("p", {}, `Hủy được đến hết ngày ${day(one.cancel_until)}. Chỗ của bạn sẽ dành cho người khác.`), h("button", { class: "button button--danger", type: "submit" }, "Hủy đăng ký này"));
  onSubmit(form, async () => {
    await post(`/api/reception/bookings/${encodeURIComponent(one.code)}/cancellation`);
    await done(page, "Đã hủy đăng ký.");
  });
  return h("details", { class: "act" }, h("summary", {}, "Hủy đăng ký"), form);
}

async function showSessions(page) {
  try {
    const list = await get("/api/reception/sessions");
    if (!list.sessions.length) return void fill(page.sessions, h("p", { class: "empty" }, "Hiện chưa có buổi tiếp nào được công bố. Lịch được công bố trước ít nhất 5 ngày làm việc."));
    const item = (one) => session(page, one);
    const cards = h("ul", { class: "cards" }, list.sessions.map(item));
    fill(page.sessions, cards, more(list.next, cards, "sessions", "/api/reception/sessions", item));
  } catch (problem) {
    fill(page.sessions, problemNotice(problem, () => showSessions(page)));
  }
  return undefined;
}

function session(page, one) {
  return h(
    "li",
    { class: "card", "data-session": one.id },
    h("p", {}, h("span", { class: one.free ? "tag tag--good" : "tag tag--plain" }, one.free ? `Còn ${one.free}/${one.capacity} chỗ` : "Hết chỗ")),
    sessionFacts(one),
    page.person && one.free > 0 && (page.person.verified ? form(page, one) : h("p", { class: "muted" }, "Cần xác thực danh tính để đăng ký.")),
  );
}

function form(page, one) {
  const online = one.mode === "online";
  const body = h(
    "form",
    {},
    checks("matters", "Loại việc", Object.entries(MATTERS), { hint: "Chọn một. Có nhiều loại việc thì đăng ký từng buổi riêng." }),
    line("subject", "Vụ việc", { hint: "5 đến 150 ký tự, trên một dòng." }),
    area("content", "Nội dung tóm tắt", { min: 10, max: 2000 }),
    area("request", "Yêu cầu, đề nghị", { min: 0, max: 1000 }),
    line("people", "Số người đến", { type: "number", narrow: true, value: "1", min: 1, max: 50, inputmode: "numeric" }),
    line("representative", "Người đại diện trình bày", { hint: "Bắt buộc khi có từ hai người.", optional: true }),
    line("address", "Địa chỉ của bạn", { hint: "Để ghi sổ tiếp công dân." }),
    online && checks("consent", "Ghi âm, ghi hình", [["recording_consent", "Tôi đồng ý buổi tiếp trực tuyến được ghi âm, ghi hình và lưu trữ."]]),
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Đăng ký buổi này")),
  );
  onSubmit(body, async (data) => {
    const booked = await post("/api/reception/bookings", {
      session: one.id,
      matters: Object.keys(MATTERS).filter((name) => data.get(name)),
      subject: text(data, "subject") ?? "",
      content: text(data, "content") ?? "",
      request: text(data, "request"),
      people: Number.parseInt(text(data, "people") ?? "0", 10) || 0,
      representative: text(data, "representative"),
      address: text(data, "address") ?? "",
      recording_consent: Boolean(data.get("recording_consent")),
    });
    await done(page, `Đã đăng ký, mã ${booked.code}. Ban Tiếp công dân sẽ xác nhận.`);
  });
  return h("details", { class: "act act--main" }, h("summary", {}, "Đăng ký"), body);
}
