// Citizen reception: the sessions with their free places, a booking, and one's own bookings.

import { get, post } from "../api.js";
import { fill, h, loading, problemNotice, section, told } from "../dom.js";
import { act, area, checks, line } from "../fields.js";
import { text } from "../form.js";
import { showPages } from "../pages.js";
import { isOpen, matter, MATTERS, results, sessionFacts, BOARD, state, stateTone } from "../reception.js";
import { signedIn } from "../signed-in.js";
import { dateTime, day, toInput } from "../time.js";

export default async function reception(element) {
  const said = h("div", {});
  const own = h("div", { class: "stack" }, loading());
  const sessions = h("div", { class: "stack" }, loading());
  fill(element, said, own, section("lich-tiep", "Lịch tiếp công dân", sessions));
  const person = await signedIn(own, "Đăng nhập để đăng ký và xem các đăng ký của bạn.", () => reception(element));
  const page = { person, said, own, sessions, wanted: new URLSearchParams(location.search).get("ma") };
  await Promise.all([showOwn(page), showSessions(page)]);
}

/** Says what was done, and shows everything as it is now. */
async function done(page, sentence) {
  const box = told(sentence);
  fill(page.said, box);
  await Promise.all([showOwn(page), showSessions(page)]);
  box.focus();
}

async function showOwn(page) {
  const { person, own, wanted } = page;
  if (!person) return;
  const board = person.memberships.some(({ unit }) => unit.id === BOARD) && h("p", {}, h("a", { class: "link-target", href: "/ban-tiep-cong-dan" }, "Bàn làm việc của Ban Tiếp công dân"));
  const alone = h("div", {});
  const list = h("div", { class: "stack" });
  fill(own, board, section("cua-toi", "Đăng ký của tôi", alone, list));
  const first = await showPages(list, "/api/reception/bookings", { limit: 20 }, "bookings", (one) => booking(page, one), "Bạn chưa có đăng ký nào.");
  if (!first || !wanted) return;
  page.wanted = null; // once: afterwards the reader is where they are
  if (!first.bookings.some(({ code }) => code === wanted)) await showAlone(page, alone, wanted);
  own.querySelector(`[data-booking="${CSS.escape(wanted)}"]`)?.scrollIntoView({ block: "start" });
}

/** A booking that a notice speaks of and that is not among the newest. */
async function showAlone(page, place, code) {
  try {
    fill(place, h("ul", { class: "cards" }, booking(page, await get(`/api/reception/bookings/${encodeURIComponent(code)}`))));
  } catch (problem) {
    fill(place, problemNotice(problem, () => showAlone(page, place, code)));
  }
}

function booking(page, one) {
  return h(
    "li",
    { class: "card", "data-booking": one.code },
    h("p", { class: "row" }, h("span", { class: stateTone(one.state) }, state(one.state)), h("span", { class: "tag tag--plain" }, matter(one.matter))),
    h("h3", { class: "card__title" }, one.subject),
    sessionFacts(one.session),
    one.connection && h("p", {}, h("a", { class: "link-target", href: one.connection, rel: "noreferrer" }, "Kết nối vào buổi tiếp trực tuyến")),
    h("p", { class: "card__facts" }, h("span", { class: "code" }, one.code), one.register && h("span", {}, `Số ${one.register.number}/${one.register.year} trong sổ tiếp công dân`), one.due_at && h("span", {}, `Hạn trả lời ${dateTime(one.due_at)}`)),
    results(one),
    isOpen(one) && h("p", {}, h("a", { class: "link-target", href: `/api/reception/bookings/${encodeURIComponent(one.code)}/calendar.ics`, download: `${one.code}.ics` }, "Thêm vào lịch điện thoại (.ics)")),
    isOpen(one) && cancelling(page, one),
  );
}

function cancelling(page, one) {
  // Whoever was moved to a day at short notice gives the place back until the session begins.
  const until = one.cancel_until === one.session.starts_at.slice(0, 10) ? "trước giờ tiếp" : `đến hết ngày ${day(one.cancel_until)}`;
  return act("Hủy đăng ký", h("p", {}, `Hủy được ${until}. Chỗ của bạn sẽ dành cho người khác.`), "Hủy đăng ký này", async () => {
    await post(`/api/reception/bookings/${encodeURIComponent(one.code)}/cancellation`);
    await done(page, "Đã hủy đăng ký.");
  }, { danger: true });
}

const showSessions = (page) =>
  showPages(page.sessions, "/api/reception/sessions", {}, "sessions", (one) => session(page, one), "Hiện chưa có buổi tiếp nào được công bố. Lịch được công bố trước ít nhất 5 ngày làm việc.");

function session(page, one) {
  return h(
    "li",
    { class: "card", "data-session": one.id },
    h("p", {}, h("span", { class: one.free ? "tag tag--good" : "tag tag--plain" }, one.free ? `Còn ${one.free}/${one.capacity} chỗ` : "Hết chỗ")),
    sessionFacts(one),
    noBooking(one) ?? (page.person && one.free > 0 && (page.person.verified ? bookingForm(page, one) : h("p", { class: "muted" }, "Cần xác thực danh tính để đăng ký."))),
  );
}

/** Why nobody books a place, where that is not for want of places. */
function noBooking(one) {
  if (one.kind === "planned") return h("p", { class: "muted" }, "Tiếp theo kế hoạch: Ban Tiếp công dân mời người đến, không nhận đăng ký.");
  if (one.online && toInput(new Date()).slice(0, 10) > one.online.notify_until) return h("p", { class: "muted" }, "Đã quá ngày thông báo cho các bên, buổi tiếp trực tuyến này không nhận đăng ký nữa.");
  return null;
}

/** The matters that a session takes: those it names, or every one. */
const mattersOf = (one) => Object.entries(MATTERS).filter(([code]) => !one.matters.length || one.matters.includes(code));

/** Where a refusal that names no field belongs. */
const PLACES = { mixed_matters: "matters", representative_missing: "representative", recording_consent_missing: "consent" };

function bookingForm(page, one) {
  const fields = [
    checks("matters", "Loại việc", mattersOf(one), { hint: "Chọn một. Có nhiều loại việc thì đăng ký từng buổi riêng." }),
    line("subject", "Vụ việc", { hint: "5 đến 150 ký tự, trên một dòng." }),
    area("content", "Nội dung tóm tắt", { min: 10, max: 2000 }),
    area("request", "Yêu cầu, đề nghị", { max: 1000 }),
    line("people", "Số người đến", { type: "number", narrow: true, value: "1", min: 1, max: 50, inputmode: "numeric" }),
    line("representative", "Người đại diện trình bày", { hint: "Bắt buộc khi có từ hai người.", optional: true }),
    line("address", "Địa chỉ của bạn", { hint: "Để ghi sổ tiếp công dân." }),
    one.mode === "online" && checks("consent", "Ghi âm, ghi hình", [["recording_consent", "Tôi đồng ý buổi tiếp trực tuyến được ghi âm, ghi hình và lưu trữ."]]),
  ];
  return act("Đăng ký", fields, "Đăng ký buổi này", async (data) => {
    const booked = await post("/api/reception/bookings", {
      session: one.id,
      matters: Object.keys(MATTERS).filter((name) => data.get(name)),
      subject: text(data, "subject"),
      content: text(data, "content"),
      request: text(data, "request"),
      people: Number.parseInt(text(data, "people"), 10) || undefined,
      representative: text(data, "representative"),
      address: text(data, "address"),
      recording_consent: Boolean(data.get("recording_consent")),
    });
    await done(page, `Đã đăng ký, mã ${booked.code}. Ban Tiếp công dân sẽ xác nhận.`);
  }, { main: true, places: PLACES });
}
