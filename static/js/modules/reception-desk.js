// The reception board's desk: who comes today, what is due, the posted sessions, the register.

import { get, post, put, withQuery } from "../api.js";
import { fill, h, later, loading, named, notice, problemNotice, told } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { showPages } from "../pages.js";
import { BOARD, GROUNDS, isOpen, kind, KINDS, matter, MATTERS, MODES, result, RESULTS, results, sessionFacts, state, stateTone, stretch } from "../reception.js";
import { signedIn } from "../signed-in.js";
import { dateTime, day, distance, fromInput, toInput, urgency } from "../time.js";
import { act, area, checks, choices, finder, line, units, WHY } from "./desk-fields.js";

const PARTS = { ngay: "Theo ngày", han: "Đến hạn", lich: "Lịch tiếp", so: "Sổ tiếp công dân" };

export default async function desk(element) {
  fill(element, loading());
  const person = await signedIn(element, "Vui lòng đăng nhập bằng tài khoản của Ban Tiếp công dân.", () => desk(element));
  if (!person) return undefined;
  const roles = person.memberships.filter(({ unit }) => unit.id === BOARD).map(({ role }) => role);
  if (!roles.some((role) => ["intake", "head"].includes(role))) return fill(element, notice("warning", "Trang này dành cho Ban Tiếp công dân Thành phố.", h("p", {}, h("a", { href: "/tiep-cong-dan" }, "Đăng ký tiếp công dân"))));
  const query = new URLSearchParams(location.search);
  const part = PARTS[query.get("phan")] ? query.get("phan") : "ngay";
  const board = { isHead: roles.includes("head"), year: yearOf(query.get("nam")), said: h("div", {}), view: h("div", { class: "stack" }, loading()), part, date: query.get("ngay") || toInput(new Date()).slice(0, 10), code: query.get("ma") };
  const tabs = h("nav", { class: "tabs", "aria-label": "Bàn tiếp công dân" }, h("ul", { class: "tabs__list" }, Object.entries(PARTS).map(([name, title]) => h("li", {}, h("a", { href: `/ban-tiep-cong-dan?phan=${name}`, "aria-current": name === part ? "page" : null }, title)))));
  fill(element, tabs, board.said, board.view);
  return show(board);
}

const thisYear = () => Number(toInput(new Date()).slice(0, 4));

/** The year of the address, or this one. */
const yearOf = (asked) => (/^\d{4}$/.test(asked ?? "") && Number(asked) <= thisYear() ? Number(asked) : thisYear());

async function show(board) {
  try {
    if (board.code) return fill(board.view, h("h2", { tabindex: "-1" }, "Đăng ký ", h("span", { class: "code" }, board.code)), h("ul", { class: "cards" }, card(board, await get(`/api/reception/bookings/${encodeURIComponent(board.code)}`))));
    await { ngay: showDay, han: showDue, lich: showSessions, so: showRegister }[board.part](board);
  } catch (problem) {
    fill(board.view, problemNotice(problem, () => show(board)));
  }
  return undefined;
}

async function done(board, sentence) {
  const box = told(sentence);
  fill(board.said, box);
  await show(board);
  box.focus();
}

/** A list of the board's under its heading. */
function listed(board, heading, above, path, query, name, item, empty) {
  const list = h("div", {});
  fill(board.view, h("h2", { tabindex: "-1" }, heading), above, list);
  return showPages(list, path, query, name, item, empty);
}

function showDay(board) {
  const form = h("form", { class: "form--line", method: "get", action: "/ban-tiep-cong-dan" }, line("ngay", "Ngày", { type: "date", narrow: true, value: board.date }), h("button", { class: "button button--second", type: "submit" }, "Xem ngày này"));
  return listed(board, `Đăng ký ngày ${day(board.date)}`, form, "/api/desks/reception/bookings", { date: board.date }, "bookings", (one) => card(board, one), "Không có đăng ký nào trong ngày này.");
}

function showDue(board) {
  return listed(board, "Chờ trả lời, hạn gần nhất trước", null, "/api/desks/reception/deadlines", {}, "bookings", (one) => card(board, one), "Không có việc nào đang chờ trả lời.");
}

function card(board, one) {
  const tone = urgency(one.due_at);
  return h(
    "li",
    { class: tone ? `card card--${tone}` : "card", "data-booking": one.code },
    h("p", { class: "row" }, h("span", { class: stateTone(one.state) }, state(one.state)), h("span", { class: "tag tag--plain" }, matter(one.matter))),
    h("h3", { class: "card__title" }, one.subject),
    h("p", { class: "as-written" }, one.content),
    one.request && h("p", { class: "as-written" }, `Yêu cầu: ${one.request}`),
    h("p", { class: "card__facts" },
      h("span", {}, one.citizen.name), one.citizen.phone && h("span", {}, one.citizen.phone), h("span", {}, one.address), h("span", {}, `${one.people} người`),
      one.representative && h("span", {}, `Đại diện: ${one.representative}`), h("span", { class: "code" }, one.code), h("span", {}, stretch(one.session)), h("span", {}, one.session.chair)),
    one.connection && h("p", {}, "Kết nối: ", h("a", { href: one.connection, rel: "noopener noreferrer" }, one.connection)),
    one.due_at && h("p", {}, h("strong", {}, `Hạn ${dateTime(one.due_at)}`), `, ${distance(one.due_at)}`),
    one.register && h("p", { class: "small" }, `Số ${one.register.number}/${one.register.year}, tiếp ${dateTime(one.register.received_at)}`),
    results(one),
    acts(board, one),
  );
}

function acts(board, one) {
  const sending = (title, what, fields, read, button, options) =>
    act(title, fields, button, async (data) => {
      await post(`/api/reception/bookings/${encodeURIComponent(one.code)}/${what}`, read(data));
      await done(board, `${title}: đã ghi nhận (${one.code}).`);
    }, options);
  const nothing = () => ({});
  const waits = ["attended", "pending"].includes(one.state);
  return h(
    "div",
    { class: "acts" },
    one.state === "booked" && sending("Xác nhận", "confirmation", null, nothing, "Xác nhận đăng ký"),
    isOpen(one) && sending("Đã đến, tiếp", "attendance", area("course", "Quá trình giải quyết đến nay", { max: 1000, hint: "Ghi vào sổ tiếp công dân." }), (data) => ({ course: text(data, "course") }), "Ghi nhận đã tiếp"),
    isOpen(one) && sending("Không đến", "absence", null, nothing, "Ghi nhận không đến"),
    waits && answering(sending),
    (isOpen(one) || waits) && sending("Từ chối tiếp", "refusal", [choices("ground", "Căn cứ", Object.entries(GROUNDS)), area("explanation", "Lý do", { ...WHY, hint: "Công dân sẽ đọc nội dung này." })], (data) => ({ ground: text(data, "ground"), explanation: text(data, "explanation") }), "Từ chối tiếp", { danger: true }),
    one.state === "refused" && (board.isHead ? sending("Ban hành thông báo từ chối", "refusal-notice", h("p", {}, "Mẫu 01/TCD. Người đã từ chối không tự ban hành thông báo."), nothing, "Ban hành") : h("p", { class: "muted" }, "Chờ thủ trưởng ban hành thông báo từ chối.")),
  );
}

/** The form to answer. The list of units is fetched when the form is opened. */
function answering(sending) {
  const to = h("div", { "data-field": "to" });
  const { refused, ...kinds } = RESULTS; // refusing has its own form
  const details = sending(
    "Trả lời",
    "answer",
    [
      choices("kind", "Kết quả", Object.entries(kinds)),
      to,
      line("days", "Số ngày làm việc cần thêm", { type: "number", narrow: true, min: 1, max: 60, inputmode: "numeric", hint: "Chỉ khi cần thêm thời gian.", optional: true }),
      area("explanation", "Nội dung trả lời", { ...WHY, hint: "Công dân sẽ đọc nội dung này." }),
    ],
    (data) => {
      const chosen = text(data, "kind");
      return {
        kind: chosen,
        to: chosen === "transferred" ? text(data, "to") : undefined,
        days: chosen === "needs_longer" && text(data, "days") ? Number.parseInt(text(data, "days"), 10) || 0 : undefined,
        explanation: text(data, "explanation"),
      };
    },
    "Gửi trả lời",
    { places: { receiver_missing: "to", same_unit: "to", time_missing: "days" } },
  );
  const fields = async () => {
    const others = (await units()).filter(({ id }) => id !== BOARD);
    const field = finder("to", "Đơn vị nhận, khi chuyển", others.map((one) => [one.id, named(one)]), { empty: "– Không chuyển –" });
    field.removeAttribute("data-field"); // the place around it has the name
    return field;
  };
  details.addEventListener("toggle", () => details.open && !to.children.length && to.append(later(fields)));
  return details;
}

async function showSessions(board) {
  const { sites } = await get("/api/reception/sites");
  await listed(board, "Lịch tiếp công dân", posting(board, sites), "/api/reception/sessions", {}, "sessions", (one) => session(board, one), "Chưa có buổi tiếp nào sắp tới.");
}

/** At which field a refusal of a session belongs. */
const SESSION_PLACES = {
  chair_taken: "chair",
  posted_too_late: "starts_at", announced_too_late: "starts_at", session_in_past: "starts_at", planned_cases_only: "starts_at",
  connection_too_late: "connection", not_online: "connection",
  outside_hours: "starts_at", day_off: "starts_at", not_one_stretch: "starts_at", new_date_missing: "starts_at",
};

function posting(board, sites) {
  const suggestion = h("p", { class: "small", role: "status" });
  const start = line("starts_at", "Bắt đầu", { type: "datetime-local", narrow: true });
  const end = line("ends_at", "Kết thúc", { type: "datetime-local", narrow: true });
  const set = (field, value) => (field.querySelector("input").value = value);
  const suggest = h("button", { type: "button", class: "button button--second", on: { click: async () => {
    try {
      const month = (start.querySelector("input").value || toInput(new Date(Date.now() + 14 * 86400000))).slice(0, 7);
      const found = await get("/api/reception/leader-day", { month, site: form.querySelector("[name=site]:checked")?.value ?? sites[0]?.id });
      set(start, `${found.date}T${found.hours[0][0]}`);
      set(end, `${found.date}T${found.hours[0][1]}`);
      suggestion.textContent = `Ngày ${day(found.date)}${found.moved_from ? ` (thay ngày ${day(found.moved_from)} là ngày nghỉ)` : ""}; công bố chậm nhất ${day(found.post_until)}.`;
    } catch (problem) {
      suggestion.textContent = problem.message;
    }
  } } }, "Gợi ý ngày lãnh đạo tiếp");
  const form = h(
    "form",
    {},
    choices("site", "Địa điểm", sites.map(({ id, name }) => [id, name]), { value: sites[0]?.id }),
    choices("kind", "Loại buổi tiếp", Object.entries(KINDS), { value: "regular" }),
    choices("mode", "Hình thức", Object.entries(MODES), { value: "in_person" }),
    line("chair", "Người chủ trì tiếp", { hint: "Ví dụ: Phó Trưởng ban Tiếp công dân." }),
    h("div", {}, suggest, suggestion),
    start,
    end,
    line("capacity", "Số lượt tiếp", { type: "number", narrow: true, value: "10", min: 1, max: 100, inputmode: "numeric" }),
    checks("matters", "Chỉ nhận nội dung", Object.entries(MATTERS), { optional: true, hint: "Để trống: nhận mọi nội dung." }),
    line("connection", "Địa chỉ kết nối", { type: "url", optional: true, hint: "Chỉ với buổi trực tuyến, chỉ nhận https; có thể bổ sung đến hạn thông báo." }),
    h("p", { class: "small" }, `Công bố trước ít nhất ${sites[0]?.post_days ?? 5} ngày làm việc. Giờ tiếp: thứ Hai đến thứ Năm 8:00–11:30, 14:00–16:30; thứ Sáu chỉ theo kế hoạch; lãnh đạo từ 8:30.`),
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Công bố buổi tiếp")),
  );
  onSubmit(form, async (data) => {
    await post("/api/reception/sessions", {
      site: text(data, "site"),
      kind: text(data, "kind"),
      mode: text(data, "mode"),
      chair: text(data, "chair"),
      starts_at: fromInput(text(data, "starts_at")),
      ends_at: fromInput(text(data, "ends_at")),
      capacity: text(data, "capacity") && (Number.parseInt(text(data, "capacity"), 10) || 0),
      matters: Object.keys(MATTERS).filter((name) => data.has(name)),
      connection: text(data, "connection"),
    });
    await done(board, "Đã công bố buổi tiếp.");
  }, { places: SESSION_PLACES });
  return h("details", { class: "act act--main" }, h("summary", {}, "Công bố buổi tiếp mới"), form);
}

function session(board, one) {
  const moving = act(
    "Dời lịch",
    [
      h("p", {}, "Không tiếp theo lịch thì phải thông báo ngày mới (Luật Tiếp công dân, Điều 24). Mọi đăng ký giữ nguyên chỗ và được thông báo."),
      line("starts_at", "Bắt đầu", { type: "datetime-local", narrow: true }),
      line("ends_at", "Kết thúc", { type: "datetime-local", narrow: true }),
      area("reason", "Lý do", { ...WHY, hint: "Người đã đăng ký sẽ đọc nội dung này." }),
    ],
    "Dời buổi tiếp",
    async (data) => {
      await post(`/api/reception/sessions/${encodeURIComponent(one.id)}/rescheduling`, { starts_at: fromInput(text(data, "starts_at")), ends_at: fromInput(text(data, "ends_at")), reason: text(data, "reason") });
      await done(board, "Đã dời buổi tiếp; những người đã đăng ký được thông báo.");
    },
    { places: SESSION_PLACES },
  );
  return h(
    "li",
    { class: "card", "data-session": one.id },
    sessionFacts(one),
    one.matters?.length > 0 && h("p", {}, `Chỉ nhận: ${one.matters.map(matter).join(", ")}.`),
    h("p", { class: "card__facts" }, h("span", {}, `${one.capacity - one.free}/${one.capacity} lượt đã đăng ký`), h("span", {}, kind(one.kind)), h("span", {}, h("a", { href: withQuery("/ban-tiep-cong-dan", { phan: "ngay", ngay: one.starts_at.slice(0, 10) }) }, "Xem đăng ký"))),
    moving,
    one.online && connecting(board, one),
  );
}

/** Where people connect to an online session: set once it is known, replaced when it stopped working. */
const connecting = (board, one) =>
  act(
    one.online.connection_known ? "Đổi địa chỉ kết nối" : "Ghi địa chỉ kết nối",
    line("connection", "Địa chỉ kết nối", { type: "url", hint: `Chỉ nhận https. Người đã đăng ký được biết; ghi chậm nhất ${day(one.online.notify_until)}.` }),
    "Lưu địa chỉ",
    async (data) => {
      await put(`/api/reception/sessions/${encodeURIComponent(one.id)}/connection`, { connection: text(data, "connection") });
      await done(board, "Đã lưu địa chỉ kết nối của buổi tiếp.");
    },
    { busy: "Đang lưu…", places: SESSION_PLACES },
  );

function showRegister(board) {
  const { year } = board;
  const to = (other) => withQuery("/ban-tiep-cong-dan", { phan: "so", nam: other });
  const item = (one) =>
    h("li", { class: "card" },
      h("h3", { class: "card__title" }, `${one.number}. ${one.name}: ${one.subject}`),
      h("p", { class: "card__facts" }, h("span", {}, dateTime(one.received_at)), h("span", {}, one.address), h("span", {}, matter(one.matter)), h("span", {}, state(one.state)), h("span", { class: "code" }, one.code)),
      h("p", { class: "as-written" }, one.content),
      one.course && h("p", {}, `Quá trình: ${one.course}`),
      one.request && h("p", {}, `Yêu cầu: ${one.request}`),
      one.results.map((made) => h("p", {}, h("strong", {}, result(made.kind)), `: ${made.explanation}`)));
  const above = [
    h("p", { class: "row" }, h("a", { class: "link-target", href: to(year - 1) }, `Sổ năm ${year - 1}`), year < thisYear() && h("a", { class: "link-target", href: to(year + 1) }, `Sổ năm ${year + 1}`)),
    h("p", {}, h("a", { class: "link-target", href: withQuery("/api/desks/reception/register.csv", { year }), download: `so-tiep-cong-dan-${year}.csv` }, "Tải sổ (CSV)")),
  ];
  return listed(board, `Sổ tiếp công dân năm ${year}`, above, "/api/desks/reception/register", { year }, "lines", item, `Sổ năm ${year} chưa có dòng nào.`);
}
