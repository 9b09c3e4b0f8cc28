// One case as a desk sees it: what was sent, what is due, what may be done, what happened.

import { get } from "../api.js";
import { chain } from "../chain.js";
import { fact, fill, h, loading, notice, problemNotice, told } from "../dom.js";
import { gallery } from "../media.js";
import { dateTime } from "../time.js";
import * as words from "../words.js";
import { acts, ownWords } from "./desk-acts.js";
import { dueTag, levelTag } from "./desk-due.js";
import { caseLedger } from "./desk-ledger.js";
import { inspectionNotes, inspectionTag, senderShown } from "./desk-inspection.js";
import { record } from "./desk-record.js";
import { supporters } from "./desk-support.js";
import { violations } from "./desk-violations.js";

const LIMIT = /^(\d+)(wh|wm|wd|d|h)$/;
const LIMIT_UNITS = { wm: "phút làm việc", h: "giờ liên tục", wh: "giờ làm việc", wd: "ngày làm việc", d: "ngày" };

function limit(code) {
  const found = LIMIT.exec(code);
  return found ? `${found[1]} ${LIMIT_UNITS[found[2]]}` : code;
}

/** Whether the identity was verified, of a sender who is not named. */
const verification = ({ sender_verified: verified }) => (verified === true ? "(đã xác thực danh tính)" : verified === false ? "(chưa xác thực danh tính)" : "");

function sender(file) {
  if (!file.sender) return [[file.confidential ? "Người gửi đề nghị bảo mật danh tính" : "–", verification(file)].filter(Boolean).join(" ")];
  const { name, phone, email, verified } = file.sender;
  return [
    h("p", {}, name, verified ? " (đã xác thực danh tính)" : " (chưa xác thực danh tính)"),
    phone && h("p", {}, h("a", { href: `tel:${phone}` }, phone)),
    email && h("p", {}, h("a", { href: `mailto:${email}` }, email)),
    !phone && !email && h("p", { class: "muted" }, "Chưa có số điện thoại, thư điện tử"),
  ];
}

function place(file) {
  const { address, latitude, longitude } = file.report;
  const point = latitude !== null && longitude !== null && `${latitude},${longitude}`;
  return [
    h("p", {}, [address, file.ward.name ?? file.ward.id].filter(Boolean).join(", ")),
    // The system's own map program on a phone; no other site learns which case is looked at.
    point && h("p", {}, h("a", { href: `geo:${point}?q=${point}` }, `Tọa độ ${latitude.toFixed(5)}, ${longitude.toFixed(5)}`)),
  ];
}

function clocks(file) {
  if (!file.clocks.length) return h("p", { class: "muted" }, "Không có thời hạn nào đang tính.");
  return h(
    "ul",
    { class: "clocks" },
    file.clocks.map((clock) =>
      h(
        "li",
        {},
        h("strong", {}, words.clock(clock.kind)),
        clock.kind === "contribution" && h("span", {}, clock.unit.name ?? clock.unit.id),
        clock.kind === "question_window" ? null : dueTag(clock.due_at, clock.overdue),
        h("span", { class: "muted small clocks__more" }, `${dateTime(clock.due_at)} (${limit(clock.limit)} từ ${dateTime(clock.since)})`),
      ),
    ),
  );
}

/**
 * Shows a case in `place`. `desk.back` is the address of the queue, `desk.next(code)` gives the next case of
 * it, `desk.sees(unit)` whether the person sees that unit's cases, `desk.changed()` hears that the queue is not what it was.
 */
export async function showCase(element, code, desk, { said, kept } = {}) {
  fill(element, said, loading("Đang mở hồ sơ…"));
  let file;
  try {
    file = await get(`/api/cases/${encodeURIComponent(code)}`);
  } catch (problem) {
    return desk.shows(code) ? fill(element, back(desk), said, problemNotice(problem, () => showCase(element, code, desk))) : undefined;
  }
  if (!desk.shows(code)) return undefined;

  const onDone = async (name, sentence, reply) => {
    desk.changed();
    const next = await desk.next(code).catch(() => null);
    if (!desk.shows(code)) return;
    const said = done(desk, code, sentence, next);
    if (reply.sender) said.append(senderShown(reply.sender));
    // Sent on to others, the case is no longer to be seen from here.
    if (desk.sees(reply.unit)) await showCase(element, code, desk, { said });
    else fill(element, said);
    element.querySelector(".done")?.focus();
    scrollTo({ top: 0 });
  };
  const onStale = async (name, kept) => {
    desk.changed();
    const written = ownWords(kept.typed);
    const stale = notice(
      "warning",
      h("div", { role: "alert" }, h("p", {}, h("strong", {}, "Hồ sơ vừa được người khác xử lý, nên việc bạn gửi chưa được thực hiện.")), h("p", {}, "Dưới đây là tình trạng mới nhất của hồ sơ.")),
      written.length > 0 && h("details", {}, h("summary", {}, "Nội dung bạn đã nhập"), written.map((words) => h("p", { class: "as-written" }, words))),
    );
    stale.classList.add("done");
    stale.tabIndex = -1;
    await showCase(element, code, desk, { said: stale, kept: { name, ...kept } });
    element.querySelector(".done")?.focus();
    scrollTo({ top: 0 });
  };

  const forms = acts(file, { onDone, onStale, kept: kept && file.may.includes(kept.name) ? kept : null });
  const notes = await inspectionNotes(file, desk.me);
  if (!desk.shows(code)) return undefined;
  const heading = h("h2", { class: "case__title", tabindex: "-1", id: "ho-so" }, "Hồ sơ ", h("span", { class: "code" }, file.code));
  fill(
    element,
    back(desk),
    said,
    h(
      "article",
      { class: "case", "aria-labelledby": "ho-so", "data-state": file.state },
      h(
        "header",
        { class: "case__head stack-small" },
        heading,
        h("p", { class: "row case__tags" }, h("span", { class: words.stateTone(file.state), "data-case-state": file.state }, words.state(file.state)), levelTag(file.level), file.due_at && dueTag(file.due_at, file.overdue), file.confidential && h("span", { class: "tag tag--plain" }, "Bảo mật danh tính"), inspectionTag(file)),
        h("p", { class: "muted" }, [file.kind !== "field" && words.kind(file.kind), file.category.name ?? file.category.code, file.unit.name ?? file.unit.id, file.handler && `xử lý: ${file.handler.name ?? file.handler.id}`].filter(Boolean).join(" · ")),
      ),
      h(
        "section",
        { class: "case__report stack", "aria-labelledby": "phan-anh" },
        h("h3", { id: "phan-anh" }, "Nội dung phản ánh"),
        file.signals.length > 0 && notice("warning", h("p", {}, h("strong", {}, `Nội dung có dấu hiệu: ${file.signals.map(({ signal }) => words.signal(signal)).join("; ")}.`)), "Hệ thống chỉ nhắc; cán bộ đọc và quyết định."),
        h("p", { class: "as-written case__text" }, file.report.text),
        gallery(file.report.media, "/api/media", "Ảnh phản ánh"),
        h(
          "dl",
          { class: "facts" },
          fact("Địa điểm", place(file)),
          file.report.happened_at && fact("Thời điểm xảy ra", dateTime(file.report.happened_at)),
          fact("Gửi lúc", dateTime(file.submitted_at)),
          fact("Người gửi", sender(file)),
          file.organisation && fact("Tổ chức", `${file.organisation.name}, mã số thuế ${file.organisation.tax_code}`),
          file.entry && fact("Nhập hộ", `${file.entry.by ?? "Trung tâm Hỗ trợ"}, ${words.entryChannel(file.entry.channel).toLowerCase()}, ${dateTime(file.entry.at)}; người phản ánh đã đồng ý`),
        ),
      ),
      h(
        "section",
        { class: "case__acts stack", "aria-labelledby": "viec" },
        h("h3", { id: "viec" }, "Việc có thể làm"),
        forms.length ? h("div", { class: "acts" }, forms) : h("p", { class: "empty" }, words.isEnd(file.state) ? "Hồ sơ đã kết thúc." : "Hiện không có việc nào cho bạn ở hồ sơ này."),
        violations(file, desk.me.memberships),
        h("h3", { id: "thoi-han" }, "Thời hạn"),
        clocks(file),
        caseLedger(file.code),
        notes,
      ),
      supporters(file),
      chain(file.chain, file.code, (other) => ({ href: desk.to(other), "data-go": true })),
      h("section", { class: "case__record stack", "aria-labelledby": "qua-trinh" }, h("h3", { id: "qua-trinh" }, "Quá trình xử lý"), record(file)),
    ),
  );
  if (!said) {
    heading.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }
  return undefined;
}

const back = (desk) => h("p", { class: "case__back" }, h("a", { href: desk.back, "data-go": true }, "← Danh sách hồ sơ"));

function done(desk, code, sentence, next) {
  return told(
    h("p", {}, h("strong", {}, `${sentence}: `), h("span", { class: "code" }, code), "."),
    h(
      "p",
      { class: "row" },
      next
        ? h("a", { class: "button", href: desk.to(next.code), "data-go": true }, `Hồ sơ tiếp theo: ${next.code}`)
        : h("span", {}, "Không còn hồ sơ nào khác trong danh sách này."),
      h("a", { class: "button button--second", href: desk.back, "data-go": true }, "Về danh sách"),
    ),
  );
}
