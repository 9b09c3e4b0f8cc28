// What happened to a case, told in words: every act with what it brought.

import { h, named, said } from "../dom.js";
import { gallery } from "../media.js";
import { dateTime } from "../time.js";
import * as words from "../words.js";
import { initiativeTells } from "./desk-initiative.js";

const days = (count) => `${count} ngày làm việc`;

/** The conditions of acceptance (Điều 6 khoản 1): name, as it is asked, as it is told. */
export const CHECKLIST = [
  ["content_clear", "Nội dung rõ ràng, có thật", "nội dung rõ ràng"],
  ["identity_complete", "Đủ thông tin người gửi", "đủ thông tin người gửi"],
  ["media_intact", "Ảnh, video không bị cắt ghép, chỉnh sửa (nếu có)", "ảnh, video nguyên vẹn"],
  ["place_specific", "Địa điểm cụ thể, xác định được (nếu loại phản ánh cần địa điểm)", "địa điểm cụ thể"],
];

/** For each list of the file: which acts its rows belong to, and how a row reads. */
const TELLERS = [
  ["contacts", (c) => [h("p", {}, `${words.channel(c.channel)}: ${c.reached ? "liên hệ được" : "không liên hệ được"}.`), said("Ghi chú", c.note)]],
  ["information_requests", (r) => [said("Yêu cầu", r.question), r.answer ? said(`Người gửi trả lời lúc ${dateTime(r.answered_at)}`, r.answer) : r.answered_at ? h("p", { class: "muted" }, "Không còn chờ trả lời.") : h("p", {}, h("span", { class: "tag tag--soon" }, "Đang chờ trả lời"))]],
  ["acceptances", (a) => [h("p", {}, `Đạt: ${CHECKLIST.filter(([name]) => a.checklist[name]).map(([, , told]) => told).join("; ")}.`), said("Mức độ", words.level(a.level)), said("Lý do mức độ", a.level_reason)]],
  ["refusals", (r) => [said("Lý do", refusal(r.reason)), said("Giải thích", r.explanation)]],
  ["transfers", (t) => [h("p", {}, `Từ ${named(t.from)} đến ${named(t.to)}.`), said("Lý do", t.reason)]],
  ["dispatches", (d) => [h("p", {}, d.from.id === d.to.id ? `Xử lý tại ${named(d.to)}.` : `Từ ${named(d.from)} đến ${named(d.to)}.`), said("Bộ phận", d.division), said("Ý kiến chỉ đạo", d.instruction)]],
  ["assignments", (a) => [said("Cán bộ xử lý", a.handler), said("Ghi chú", a.note)]],
  ["level_changes", (l) => [h("p", {}, `Từ ${words.level(l.from).toLowerCase()} thành ${words.level(l.to).toLowerCase()}.`), said("Lý do", l.reason), moved(l)]],
  ["extensions", (e) => [h("p", {}, `Tổng cộng ${days(e.total_days)}.`), said("Căn cứ", e.legal_basis), moved(e)]],
  ["drafts", (d) => [said("Dự thảo", d.conclusion), d.assessment && said("Phương án", words.regulationOutcome(d.assessment.outcome)), d.assessment && said("Tiêu chí chưa đạt", Object.entries(words.REGULATION_CRITERIA).filter(([name]) => !d.assessment[name]).map(([, label]) => label.toLowerCase()).join("; ") || "không")]],
  ["classifications", (c) => [said("Phân loại", words.regulationClass(c.class)), said("Lý do", c.reason)]],
  ["returns", (r) => [said("Lý do", r.reason)]],
  ["approvals", (a) => [said("Ý kiến", a.note)]],
  ["results", (r) => [said("Kết quả", r.result)]],
  ["questions", (q) => [said("Câu hỏi", q.question), q.answer ? said(`Trả lời lúc ${dateTime(q.answered_at)}${q.answered_by ? `, ${q.answered_by}` : ""}`, q.answer) : h("p", {}, h("span", { class: "tag tag--soon" }, "Đang chờ trả lời"))]],
  ["urgings", (u) => [said("Nội dung", u.reason)]],
];

/** Where handling was due before and is due since. */
const moved = ({ due_before: before, due_after: after }) => before && after && before !== after && h("p", {}, `Hạn xử lý: ${dateTime(before)} → ${dateTime(after)}.`);

/** What an act about a supporter was given. */
function support(entry, file) {
  const { units, unit, reason, note, contribution } = entry.details;
  const called = (id) => file.contributions.find((one) => one.unit.id === id)?.unit.name ?? id;
  if (entry.act !== "invite" && entry.act !== "waive" && !entry.act.startsWith("support_")) return null;
  return [said("Đơn vị phối hợp", (units ?? [unit]).map(called).join(", ")), said("Kết quả phối hợp", contribution), said("Lý do", reason), said("Ghi chú", note)];
}

/** What a reorganisation or another calendar did to the case: the names come from the rest of the file, because a unit that ended is in no list of today. */
function succession(entry, file) {
  if (entry.act === "recount") return h("p", {}, `Theo lịch làm việc phiên bản ${entry.details.calendar}.`);
  if (entry.act !== "succeed") return null;
  const units = [file.unit, ...file.timeline, ...file.transfers, ...file.dispatches, ...file.contributions].flatMap((one) => [one, one.unit, one.from, one.to]);
  const called = (id) => units.find((unit) => unit?.id === id && unit.name)?.name ?? id;
  const { from, to, supporters } = entry.details;
  return [
    h("p", {}, from === to ? `Tiếp tục tại ${called(to)}.` : `Từ ${called(from)} đến ${called(to)}.`),
    supporters?.map((passed) => h("p", {}, `Phối hợp: từ ${called(passed.from)} ${passed.to ? `đến ${called(passed.to)}` : "không còn đơn vị kế thừa"}.`)),
  ];
}

const refusal = (code) => {
  const known = words.REFUSAL_REASONS[code];
  return known ? `${known[1]} (${known[0]})` : code;
};

function who(entry) {
  if (entry.by === "system") return "Hệ thống";
  if (entry.by === "citizen") return entry.actor ? `Người gửi: ${entry.actor}` : "Người gửi";
  return [entry.actor, named(entry.unit)].filter(Boolean).join(", ");
}

const MEDIA_LABELS = { report: "Ảnh phản ánh", information: "Tệp bổ sung", draft: "Tệp kèm dự thảo", evidence: "Minh chứng", contribution: "Tệp phối hợp", progress: "Tiến độ" };

/** Every act, the newest first. */
export function record(file) {
  return h(
    "ol",
    { class: "timeline", reversed: true },
    file.timeline.toReversed().map((entry) => {
      const told = TELLERS.flatMap(([list, tell]) => file[list].filter(({ seq }) => seq === entry.seq).flatMap(tell));
      // What was sent stands on top of the page already.
      const media = entry.act === "submit" ? [] : file.media.filter(({ seq, purpose }) => seq === entry.seq && purpose !== "report");
      return h(
        "li",
        {},
        h("p", { class: "timeline__what" }, words.act(entry.act), entry.from !== entry.to && h("span", { class: "muted" }, ` → ${words.state(entry.to).toLowerCase()}`)),
        h("p", { class: "timeline__when" }, `${dateTime(entry.at)} · ${who(entry)}`),
        told,
        support(entry, file),
        succession(entry, file),
        initiativeTells(file, entry),
        entry.act === "rate" && file.rating && [h("p", {}, words.satisfaction(file.rating.satisfaction), "."), said("Nhận xét", file.rating.comment)],
        entry.act === "publish" && file.publication && said("Nội dung công khai", file.publication.text),
        gallery(media, "/api/media", MEDIA_LABELS[media[0]?.purpose] ?? "Tệp"),
      );
    }),
  );
}
