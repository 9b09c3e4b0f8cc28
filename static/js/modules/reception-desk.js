// The reception board's desk: who comes today, what is due, the posted sessions, the register.

import { get, me, post, withQuery } from "../api.js";
import { fill, h, loading, notice, problemNotice, signInHref } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { BOARD, day, GROUNDS, isOpen, kind, KINDS, matter, MODES, result, RESULTS, results, sessionFacts, state, stateTone, stretch } from "../reception.js";
import { dateTime, distance, fromInput, toInput, urgency } from "../time.js";
import { area, choices, finder, line, units } from "./desk-fields.js";

const PARTS = { ngay: "Theo ngày", han: "Đến hạn", lich: "Lịch tiếp", so: "Sổ tiếp công dân" };

export default async function desk(element) {
  fill(element, loading());
  let person;
  try {
    person = await me();
  } catch (problem) {
    return fill(element, problemNotice(problem, () => desk(element)));
  }
  if (!person) return fill(element, notice("info", h("p", {}, "Vui lòng đăng nhập bằng tài khoản của Ban Tiếp công dân."), h("p", {}, h("a", { class: "button", href: signInHref() }, "Đăng nhập"))));
  const roles = person.memberships.filter(({ unit }) => unit.id === BOARD).map(({ role }) => role);
  if (!roles.some((role) => ["intake", "head"].includes(role))) return fill(element, notice("warning", "Trang này dành cho Ban Tiếp công dân Thành phố.", h("p", {}, h("a", { href: "/tiep-cong-dan" }, "Đăng ký tiếp công dân"))));
  const query = new URLSearchParams(location.search);
  const part = PARTS[query.get("phan")] ? query.get("phan") : "ngay";
  const board = { isHead: roles.includes("head"), said: h("div", { role: "status" }), view: h("div", { class: "stack" }, loading()), part, date: query.get("ngay") || toInput(new Date()).slice(0, 10), code: query.get("ma") };
  const tabs = h("nav", { class: "tabs", "aria-label": "Bàn tiếp công dân" }, h("ul", { class: "tabs__list" }, Object.entries(PARTS).map(([name, title]) => h("li", {}, h("a", { href: `/ban-tiep-cong-dan?phan=${name}`, "aria-current": name === part ? "page" : null }, title)))));
  fill(element, tabs, board.said, board.view);
  return show(board);
}

async function show(board) {
  try {
    if (board.code) return fill(board.view, h("ul", { class: "cards" }, card(board, await get(`/api/reception/bookings/${encodeURIComponent(board.code)}`))));
    await { ngay: showDay, han: showDue, lich: showSessions, so: showRegister }[board.part](board);
  } catch (problem) {
    fill(board.view, problemNotice(problem, () => show(board)));
  }
  return undefined;
}

async function done(board, sentence) {
  fill(board.said, notice("success", sentence));
  await show(board);
  board.said.scrollIntoView({ block: "start" });
}

/** A list of the server's, page by page. */
async function list(path, query, name, item, empty) {
  const cards = h("ul", { class: "cards" });
  const foot = h("div", {});
  const next = async (after) => {
    const page = await get(path, { ...query, after });
    cards.append(...page[name].map(item));
    fill(foot, !cards.children.length && h("p", { class: "empty" }, empty), page.next && h("button", { type: "button", class: "button button--second button--wide", on: { click: () => next(page.next).catch((problem) => fill(foot, problemNotice(problem))) } }, "Xem thêm"));
  };
  await next();
  return [cards, foot];
}

async function showDay(board) {
  const form = h("form", { class: "form--line", method: "get", action: "/ban-tiep-cong-dan" }, line("ngay", "Ngày", { type: "date", narrow: true, value: board.date }), h("button", { class: "button button--second", type: "submit" }, "Xem ngày này"));
  const found = await list("/api/desks/reception/bookings", { date: board.date }, "bookings", (one) => card(board, one), "Không có đăng ký nào trong ngày này.");
  fill(board.view, h("h2", {}, `Đăng ký ngày ${day(board.date)}`), form, found);
}

async function showDue(board) {
  const found = await list("/api/desks/reception/deadlines", {}, "bookings", (one) => card(board, one), "Không có việc nào đang chờ trả lời.");
  fill(board.view, h("h2", {}, "Chờ trả lời, hạn gần nhất trước"), found);
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
    one.due_at && h("p", {}, h("strong", {}, `Hạn ${dateTime(one.due_at)}`), `, ${distance(one.due_at)}`),
    one.register && h("p", { class: "small" }, `Số ${one.register.number}/${one.register.year}, tiếp ${dateTime(one.register.received_at)}`),
    results(one),
    acts(board, one),
  );
}

function acts(board, one) {
  const at = (what) => `/api/reception/bookings/${encodeURIComponent(one.code)}/${what}`;
  const act = (title, what, fields, read, button, danger) => {
    const form = h("form", {}, fields, h("div", { class: "form__actions" }, h("button", { class: danger ? "button button--danger" : "button", type: "submit" }, button)));
    onSubmit(form, async (data) => {
      await post(at(what), read(data));
      await done(board, `${title}: đã ghi nhận (${one.code}).`);
    });
    return h("details", { class: "act" }, h("summary", {}, title), form);
  };
  const nothing = () => ({});
  const waits = ["attended", "pending"].includes(one.state);
  return h(
    "div",
    { class: "acts" },
    one.state === "booked" && act("Xác nhận", "confirmation", null, nothing, "Xác nhận đăng ký"),
    isOpen(one) && act("Đã đến, tiếp", "attendance", area("course", "Quá trình giải quyết đến nay", { max: 1000, hint: "Ghi vào sổ tiếp công dân." }), (data) => ({ course: text(data, "course") }), "Ghi nhận đã tiếp"),
    isOpen(one) && act("Không đến", "absence", null, nothing, "Ghi nhận không đến"),
    waits && answering(act),
    (isOpen(one) || waits) && act("Từ chối tiếp", "refusal", [choices("ground", "Căn cứ", Object.entries(GROUNDS)), area("explanation", "Lý do", { min: 10, max: 2000, hint: "Công dân sẽ đọc nội dung này." })], (data) => ({ ground: text(data, "ground") ?? "", explanation: text(data, "explanation") ?? "" }), "Từ chối tiếp", true),
    one.state === "refused" && (board.isHead ? act("Ban hành thông báo từ chối", "refusal-notice", h("p", {}, "Mẫu 01/TCD. Người đã từ chối không tự ban hành thông báo."), nothing, "Ban hành") : h("p", { class: "muted" }, "Chờ thủ trưởng ban hành thông báo từ chối.")),
  );
}

/** The form to answer. The list of units is fetched when the form is opened. */
function answering(act) {
  const to = h("div", {});
  const { refused, ...kinds } = RESULTS; // refusing has its own form
  const details = act(
    "Trả lời",
    "answer",
    [
      choices("kind", "Kết quả", Object.entries(kinds)),
      to,
      line("days", "Số ngày làm việc cần thêm", { type: "number", narrow: true, min: 1, max: 60, inputmode: "numeric", hint: "Chỉ khi cần thêm thời gian.", optional: true }),
      area("explanation", "Nội dung trả lời", { min: 10, max: 2000, hint: "Công dân sẽ đọc nội dung này." }),
    ],
    (data) => {
      const chosen = text(data, "kind") ?? "";
      return {
        kind: chosen,
        to: chosen === "transferred" ? text(data, "to") : undefined,
        days: chosen === "needs_longer" && text(data, "days") ? Number.parseInt(text(data, "days"), 10) || 0 : undefined,
        explanation: text(data, "explanation") ?? "",
      };
    },
    "Gửi trả lời",
  );
  details.addEventListener("toggle", async () => {
    if (!details.open || to.children.length) return;
    const known = await units().catch(() => []);
    fill(to, finder("to", "Đơn vị nhận, khi chuyển", known.filter(({ id }) => id !== BOARD).map(({ id, name }) => [id, name]), { empty: "– Không chuyển –" }));
  });
  return details;
}

async function showSessions(board) {
  const { sites } = await get("/api/reception/sites");
  const found = await list("/api/reception/sessions", {}, "sessions", (one) => session(board, one), "Chưa có buổi tiếp nào sắp tới.");
  fill(board.view, h("h2", {}, "Lịch tiếp công dân"), posting(board, sites), found);
}

function posting(board, sites) {
  const suggestion = h("p", { class: "small", role: "status" });
  const start = line("starts_at", "Bắt đầu", { type: "datetime-local", narrow: true });
  const end = line("ends_at", "Kết thúc", { type: "datetime-local", narrow: true });
  const put = (field, value) => (field.querySelector("input").value = value);
  const suggest = h("button", { type: "button", class: "button button--second", on: { click: async () => {
    try {
      const month = (start.querySelector("input").value || toInput(new Date(Date.now() + 14 * 86400000))).slice(0, 7);
      const found = await get("/api/reception/leader-day", { month, site: form.querySelector("[name=site]:checked")?.value ?? sites[0]?.id });
      put(start, `${found.date}T${found.hours[0][0]}`);
      put(end, `${found.date}T${found.hours[0][1]}`);
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
    h("p", { class: "small" }, `Công bố trước ít nhất ${sites[0]?.post_days ?? 5} ngày làm việc. Giờ tiếp: thứ Hai đến thứ Năm 8:00–11:30, 14:00–16:30; thứ Sáu chỉ theo kế hoạch; lãnh đạo từ 8:30.`),
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Công bố buổi tiếp")),
  );
  onSubmit(form, async (data) => {
    await post("/api/reception/sessions", {
      site: text(data, "site") ?? "",
      kind: text(data, "kind") ?? "",
      mode: text(data, "mode") ?? "",
      chair: text(data, "chair") ?? "",
      starts_at: fromInput(text(data, "starts_at")) ?? "",
      ends_at: fromInput(text(data, "ends_at")) ?? "",
      capacity: Number.parseInt(text(data, "capacity") ?? "0", 10) || 0,
    });
    await done(board, "Đã công bố buổi tiếp.");
  });
  return h("details", { class: "act act--main" }, h("summary", {}, "Công bố buổi tiếp mới"), form);
}

function session(board, one) {
  const form = h(
    "form",
    {},
    h("p", {}, "Không tiếp theo lịch thì phải thông báo ngày mới (Luật Tiếp công dân, Điều 24). Mọi đăng ký giữ nguyên chỗ và được thông báo."),
    line("starts_at", "Bắt đầu", { type: "datetime-local", narrow: true }),
    line("ends_at", "Kết thúc", { type: "datetime-local", narrow: true }),
    area("reason", "Lý do", { min: 10, max: 2000, hint: "Người đã đăng ký sẽ đọc nội dung này." }),
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Dời buổi tiếp")),
  );
  onSubmit(form, async (data) => {
    await post(`/api/reception/sessions/${encodeURIComponent(one.id)}/rescheduling`, { starts_at: fromInput(text(data, "starts_at")), ends_at: fromInput(text(data, "ends_at")), reason: text(data, "reason") ?? "" });
    await done(board, "Đã dời buổi tiếp; những người đã đăng ký được thông báo.");
  });
  return h(
    "li",
    { class: "card", "data-session": one.id },
    sessionFacts(one),
    h("p", { class: "card__facts" }, h("span", {}, `${one.capacity - one.free}/${one.capacity} lượt đã đăng ký`), h("span", {}, kind(one.kind)), h("span", {}, h("a", { href: withQuery("/ban-tiep-cong-dan", { phan: "ngay", ngay: one.starts_at.slice(0, 10) }) }, "Xem đăng ký"))),
    h("details", { class: "act" }, h("summary", {}, "Dời lịch"), form),
  );
}

async function showRegister(board) {
  const year = Number(toInput(new Date()).slice(0, 4));
  const item = (one) =>
    h("li", { class: "card" },
      h("h3", { class: "card__title" }, `${one.number}. ${one.name}: ${one.subject}`),
      h("p", { class: "card__facts" }, h("span", {}, dateTime(one.received_at)), h("span", {}, one.address), h("span", {}, matter(one.matter)), h("span", {}, state(one.state)), h("span", { class: "code" }, one.code)),
      h("p", { class: "as-written" }, one.content),
      one.course && h("p", {}, `Quá trình: ${one.course}`),
      one.request && h("p", {}, `Yêu cầu: ${one.request}`),
      one.results.map((done) => h("p", {}, h("strong", {}, result(done.kind)), `: ${done.explanation}`)));
  const found = await list("/api/desks/reception/register", { year }, "lines", item, "Sổ năm nay chưa có dòng nào.");
  fill(board.view, h("h2", {}, `Sổ tiếp công dân năm ${year}`), h("p", {}, h("a", { class: "link-target", href: withQuery("/api/desks/reception/register.csv", { year }), download: `so-tiep-cong-dan-${year}.csv` }, "Tải sổ (CSV)")), found);
}
