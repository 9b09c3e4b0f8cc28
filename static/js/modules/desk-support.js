// Supporting agencies: what may be done about them, and how far each has come (Điều 8 khoản 2).

import { fill, h, loading, named, problemNotice, quoted, said } from "../dom.js";
import { text } from "../form.js";
import { gallery } from "../media.js";
import { dateTime } from "../time.js";
import * as words from "../words.js";
import { dueTag } from "./desk-due.js";
import { area, choices, files, REMARK, several, units, WHY, wrong } from "./desk-fields.js";

const SUPPORTERS_MAX = 10;
const CITY = ["department", "centre", "company"];
const COMMUNE = ["ward", "commune"];

/** Units of the same level as the one that holds the case, of which several may be chosen. */
export async function peers(file, name, label, options) {
  const all = await units();
  const own = all.find(({ id }) => id === file.unit.id);
  const level = COMMUNE.includes(own?.kind) ? COMMUNE : CITY;
  const asked = file.contributions.filter(({ state }) => !["declined", "waived", "lapsed"].includes(state)).map(({ unit }) => unit.id);
  const free = all.filter(({ id, kind }) => level.includes(kind) && id !== file.unit.id && !asked.includes(id));
  return several(name, label, free.map(({ id, name: called }) => [id, called]), { max: SUPPORTERS_MAX, add: "Thêm đơn vị khác", ...options });
}

/** What the person may do it on; one only in most cases, and then nobody is asked. */
const open = (file, act) => file.contributions.filter(({ may }) => may.includes(act));

function which(file, act) {
  const found = open(file, act).map(({ unit }) => unit);
  return found.length === 1
    ? [h("input", { type: "hidden", name: "supporter", value: found[0].id }), act === "waive" && h("p", {}, "Đơn vị phối hợp: ", h("strong", {}, named(found[0])), ".")]
    : [choices("supporter", "Đơn vị phối hợp", found.map((unit) => [unit.id, named(unit)]))];
}

const at = (what) => (data) => `supporters/${encodeURIComponent(text(data, "supporter") ?? wrong("supporter", "Vui lòng chọn đơn vị phối hợp."))}/${what}`;
const only = (file, act) => (open(file, act).length === 1 ? open(file, act)[0] : null);

/** The officers of the supporter that is chosen: somebody may be head of several that were asked. */
function officers(file, handlers) {
  const place = h("div", { class: "stack", "data-field": "handler" });
  const show = async (id) => {
    const one = open(file, "support_assign").find(({ unit }) => unit.id === id);
    if (!one) return fill(place, h("p", { class: "muted" }, "Chọn đơn vị phối hợp để xem cán bộ của đơn vị đó."));
    fill(place, loading());
    place.unit = id;
    try {
      const known = await handlers(id);
      if (place.unit !== id) return undefined; // another was chosen meanwhile
      return fill(
        place,
        quoted("Nội dung cần phối hợp", one.request),
        known.length
          ? choices("handler", "Cán bộ thực hiện", known.map(({ id: officer, name }) => [officer, name]), { value: one.handler?.id })
          : h("p", {}, "Đơn vị chưa có cán bộ xử lý. Vui lòng liên hệ quản trị viên."),
      );
    } catch (problem) {
      return fill(place, problemNotice(problem, () => show(id)));
    }
  };
  return { place, show };
}

/** In the form of `ACTS` in desk-acts.js; a path may be made from what was chosen. */
export const SUPPORT_ACTS = {
  invite: {
    path: "supporters",
    button: "Mời phối hợp",
    done: "Đã mời đơn vị phối hợp",
    fields: async (file) => [
      file.level === "normal" && h("p", {}, "Hồ sơ ở mức bình thường sẽ chuyển sang mức phức tạp, thời hạn xử lý được tính lại từ đầu."),
      await peers(file, "units", "Đơn vị cùng cấp", { empty: "– Chọn đơn vị –", hint: `Có thể mời nhiều đơn vị một lần, nhiều nhất ${SUPPORTERS_MAX}.` }),
      area("reason", "Lý do và nội dung cần phối hợp", { ...WHY, hint: "Đơn vị được mời sẽ đọc nguyên văn." }),
    ],
    body: (data, { units: asked }) => ({ units: asked.chosen(), reason: text(data, "reason") }),
    places: { not_same_level: "units", same_unit: "units", already_invited: "units" },
  },
  waive: {
    path: at("waiver"),
    button: "Không chờ kết quả phối hợp",
    danger: true,
    done: "Đã quyết định không chờ kết quả phối hợp",
    fields: (file) => [...which(file, "waive"), area("reason", "Lý do không chờ", WHY)],
    body: (data) => ({ reason: text(data, "reason") }),
  },
  support_assign: {
    path: at("assignment"),
    button: "Giao cán bộ phối hợp",
    done: "Đã giao cán bộ phối hợp",
    fields: async (file, { handlers }) => {
      const [chooser, ...rest] = which(file, "support_assign");
      const { place, show } = officers(file, handlers);
      chooser.addEventListener("change", (event) => event.target.name === "supporter" && show(event.target.value));
      await show(only(file, "support_assign")?.unit.id);
      return [chooser, ...rest, place, area("note", "Ghi chú cho cán bộ", REMARK)];
    },
    body: (data) => ({ handler: text(data, "handler"), note: text(data, "note") }),
    places: { not_a_handler: "handler" },
  },
  support_draft: {
    path: at("contribution"),
    button: "Trình kết quả phối hợp",
    done: "Đã trình kết quả phối hợp",
    fields: (file) => {
      const one = only(file, "support_draft");
      return [
        ...which(file, "support_draft"),
        quoted("Nội dung cần phối hợp", one?.request),
        quoted("Ghi chú khi giao việc", one?.note),
        quoted("Lý do trả lại lần trước", one?.return_reason),
        area("contribution", "Kết quả phối hợp", { min: 20, max: 8000, short: false, value: one?.contribution ?? undefined }),
        files("media", "Tệp kèm theo", { optional: true }),
      ];
    },
    body: async (data, { media }) => ({ contribution: text(data, "contribution"), media: await media.ids() }),
  },
  support_approve: {
    path: at("contribution-approval"),
    button: "Duyệt và gửi",
    done: "Đã gửi kết quả phối hợp đến đơn vị chủ trì",
    fields: (file) => [...which(file, "support_approve"), quoted("Kết quả phối hợp", only(file, "support_approve")?.contribution), area("note", "Ý kiến", REMARK)],
    body: (data) => ({ note: text(data, "note") }),
  },
  support_return: {
    path: at("contribution-return"),
    button: "Trả lại",
    danger: true,
    done: "Đã trả lại kết quả phối hợp",
    fields: (file) => [...which(file, "support_return"), area("reason", "Nội dung cần chỉnh sửa", WHY)],
    body: (data) => ({ reason: text(data, "reason") }),
  },
  support_decline: {
    path: at("declination"),
    button: "Từ chối phối hợp",
    danger: true,
    done: "Đã từ chối phối hợp",
    fields: (file) => [...which(file, "support_decline"), area("reason", "Lý do từ chối", { ...WHY, hint: "Đơn vị chủ trì sẽ đọc nguyên văn." })],
    body: (data) => ({ reason: text(data, "reason") }),
  },
};

const NEXT = { invited: "support_assign", assigned: "support_draft", drafted: "support_approve" };
/** The step that usually comes next for a supporter. */
export const usualSupport = (file) => file.contributions.map(({ state, may }) => (may.includes(NEXT[state]) ? NEXT[state] : null)).find(Boolean) ?? null;

const received = (file) => file.contributions.filter(({ state }) => state === "contributed");
const source = ({ unit, author }) => [named(unit), author].filter(Boolean).join(", ");

/** What the supporters found, each with its source: where the lead's answer begins. */
export const merged = (file) => received(file).map((one) => `${named(one.unit)}: ${one.contribution}`).join("\n\n") || undefined;
export const sources = (file) => received(file).map((one) => quoted(`Kết quả phối hợp (${source(one)})`, one.contribution));

const TONES = { contributed: "tag tag--good", declined: "tag tag--plain", waived: "tag tag--plain", lapsed: "tag tag--plain" };

/** Every supporter of the case, or nothing. */
export function supporters(file) {
  if (!file.contributions.length) return null;
  const waits = file.contributions.filter(({ waiting }) => waiting).length;
  return h(
    "section",
    { class: "case__support stack", "aria-labelledby": "phoi-hop" },
    h("h3", { id: "phoi-hop" }, "Đơn vị phối hợp"),
    waits > 0 && h("p", { class: "muted" }, `Chỉ công khai được kết quả khi ${waits} đơn vị còn lại đã gửi, từ chối, hoặc được quyết định không chờ.`),
    h(
      "ul",
      { class: "cards" },
      file.contributions.map((one) =>
        h(
          "li",
          { class: "card stack-small" },
          h("p", { class: "row" }, h("strong", {}, named(one.unit)), h("span", { class: TONES[one.state] ?? "tag" }, words.contribution(one.state)), one.waiting && dueTag(one.due_at, one.overdue)),
          one.waiting && one.due_at && h("p", { class: "muted small" }, `${words.clock("contribution")}: ${dateTime(one.due_at)}`),
          said("Nội dung cần phối hợp", one.request),
          one.handler && said("Cán bộ", named(one.handler)),
          one.contribution && (one.state === "contributed" || one.may.length > 0) && said(`Kết quả phối hợp${one.author ? ` của ${one.author}` : ""}`, one.contribution),
          gallery(one.media, "/api/media", "Tệp phối hợp"),
          said("Lý do trả lại", one.return_reason),
          said(one.state === "contributed" ? "Ý kiến" : "Lý do", one.decision),
        ),
      ),
    ),
  );
}
