// What a desk does with an initiative: distribute, evaluate, ask the public, decide, tell how the plan goes.

import { h, named, quoted, said } from "../dom.js";
import { text } from "../form.js";
import { showPages } from "../pages.js";
import { dateTime, day, fromInput, toInput } from "../time.js";
import * as words from "../words.js";
import { area, choices, files, finder, line, opening, REMARK, units, WHY, wrong } from "./desk-fields.js";
import { merged, sources } from "./desk-support.js";

const LONG = { min: 20, max: 8000, short: false };
const GRADES = Object.entries(words.GRADES);

/** The acts that only initiatives have, as `desk-acts.js` describes acts. */
export const INITIATIVE_ACTS = {
  evaluate: {
    path: "evaluation",
    button: "Lưu đánh giá",
    done: "Đã đánh giá sáng kiến",
    fields: (file) => {
      const last = file.initiative.evaluations.at(-1);
      return [
        choices("feasibility", "Tính khả thi", GRADES, { value: last?.feasibility }),
        area("feasibility_reason", "Vì sao (tính khả thi)", { ...WHY, value: last?.feasibility_reason }),
        choices("fit", "Mức độ phù hợp với thực tế", GRADES, { value: last?.fit }),
        area("fit_reason", "Vì sao (mức độ phù hợp)", { ...WHY, value: last?.fit_reason }),
      ];
    },
    body: (data) => Object.fromEntries(["feasibility", "feasibility_reason", "fit", "fit_reason"].map((name) => [name, text(data, name)])),
  },
  open_views: {
    path: "views",
    button: "Lấy ý kiến người dân",
    done: "Đã mở lấy ý kiến người dân",
    fields: (file) => {
      const due = file.clocks.find(({ kind }) => kind === "handling")?.due_at;
      return [
        area("teaser", "Nội dung giới thiệu với người dân", { min: 10, max: 4000, short: false, value: file.initiative.views?.teaser ?? file.report.text, hint: "Số điện thoại, thư điện tử, số giấy tờ được tự động che. Vui lòng tự bỏ tên người và chi tiết riêng tư khác." }),
        line("until", "Lấy ý kiến đến", { type: "datetime-local", max: due && toInput(new Date(due)), hint: due ? `Không muộn hơn hạn xử lý: ${dateTime(due)}.` : undefined }),
      ];
    },
    body: (data) => ({ teaser: text(data, "teaser"), until: fromInput(text(data, "until")) }),
    places: { views_out_of_range: "until" },
  },
  close_views: {
    path: "views-end",
    button: "Kết thúc lấy ý kiến",
    done: "Đã kết thúc lấy ý kiến người dân",
    fields: () => [area("reason", "Lý do kết thúc sớm", WHY)],
    body: (data) => ({ reason: text(data, "reason") }),
  },
  hide_comment: {
    path: "hidden-comments",
    button: "Ẩn ý kiến",
    danger: true,
    done: "Đã ẩn ý kiến",
    fields: (file) => {
      const shown = file.initiative.comments.filter(({ hidden }) => hidden === null);
      return [
        shown.length
          ? choices("comment", "Ý kiến cần ẩn", shown.map(({ id, text: said, at }) => [id, said, dateTime(at)]))
          : h("p", {}, "Không có ý kiến nào đang hiển thị."),
        file.initiative.comments.length >= IN_THE_FILE && older(file),
        area("reason", "Lý do ẩn", WHY),
      ];
    },
    body: (data) => ({ comment: text(data, "comment"), reason: text(data, "reason") }),
    places: { no_such_comment: "comment" },
  },
  progress: {
    path: "progress",
    button: "Cập nhật tiến độ",
    done: "Đã cập nhật tiến độ",
    fields: (file) => [
      choices("milestone", "Mốc", file.initiative.milestones.map(({ number, title, due_on, progress }) => [String(number), `${number}. ${title}`, `Đến ${day(due_on)}${progress ? `, ${words.progress(progress).toLowerCase()}` : ""}`])),
      choices("progress", "Tình trạng", Object.entries(words.PROGRESS)),
      area("note", "Ghi chú cho người dân", REMARK),
      files("media", "Ảnh, tài liệu", { optional: true }),
    ],
    body: async (data, { media }) => ({ milestone: data.has("milestone") ? Number(data.get("milestone")) : undefined, progress: text(data, "progress"), note: text(data, "note"), media: await media.ids() }),
    places: { no_such_milestone: "milestone" },
  },
};

/** How many comments the file holds, the newest. */
const IN_THE_FILE = 200;

/** All that are shown, page by page, as further choices of the same sort. */
const older = (file) =>
  opening("Tìm trong tất cả ý kiến", async () => {
    const list = h("div", {});
    const choice = ({ id, at, text: said }) => h("li", { class: "choice" }, h("input", { type: "radio", name: "comment", value: id, id: `y-kien-${id}` }), h("label", { for: `y-kien-${id}` }, said, h("span", { class: "field__hint" }, dateTime(at))));
    await showPages(list, `/api/public/initiatives/${encodeURIComponent(file.code)}/comments`, {}, "comments", choice, "Không có ý kiến nào.");
    return list;
  });

/** The acts every case has, as an initiative has them. */
export const ON_INITIATIVE = {
  dispatch: {
    path: "dispatch",
    button: "Phân phối",
    done: "Đã phân phối sáng kiến",
    fields: async (file) => {
      const all = await units();
      const own = all.find(({ id }) => id === file.unit.id);
      const kinds = own?.kind === "centre" ? ["department", "ward", "commune"] : own?.kind === "department" ? ["ward", "commune"] : [];
      const others = all.filter(({ id, kind }) => id !== file.unit.id && kinds.includes(kind)).map(({ id, name }) => [id, name]);
      return [
        finder("to", "Đơn vị nghiên cứu, thực hiện", [[file.unit.id, `${named(file.unit)} (đơn vị mình)`], ...others], { value: file.unit.id }),
        line("division", "Bộ phận xử lý", { optional: true }),
        area("instruction", "Ý kiến chỉ đạo", REMARK),
      ];
    },
    body: (data) => ({ to: text(data, "to"), division: text(data, "division"), instruction: text(data, "instruction") }),
  },
  draft: {
    path: "draft",
    button: "Trình dự thảo",
    done: "Đã trình dự thảo trả lời sáng kiến",
    fields: (file) => {
      const last = file.initiative.decisions.at(-1);
      const returned = file.returns.findLast(({ act }) => act === "return_draft")?.reason;
      return [
        quoted("Ý kiến chỉ đạo", file.dispatches.at(-1)?.instruction),
        quoted("Lý do trả lại lần trước", returned),
        ...sources(file),
        // A first draft begins with what the supporters found.
        area("conclusion", "Dự thảo trả lời", { ...LONG, value: file.drafts.at(-1)?.conclusion ?? merged(file) }),
        files("media", "Tệp kèm theo", { optional: true }),
        ...decisionFields(last),
      ];
    },
    body: async (data, { media }) => {
      const decision = text(data, "decision") ?? wrong("decision", "Vui lòng chọn áp dụng hoặc không áp dụng.");
      const answer = { conclusion: text(data, "conclusion"), media: await media.ids(), decision };
      if (decision === "decline") return { ...answer, reasons: text(data, "reasons") };
      const milestones = milestonesOf(data);
      return { ...answer, plan: { text: text(data, "plan.text"), from: text(data, "plan.from"), to: text(data, "plan.to"), responsible: text(data, "plan.responsible"), milestones } };
    },
  },
};

const MILESTONES_MAX = 20;
const ROW = /^plan\.milestones\[(\d+)\]/;

/** The milestones up to the last row that says something: an empty row between others is an error at that row. */
export function milestonesOf(data) {
  const rows = [...data.keys()].filter((name) => ROW.test(name) && name.endsWith(".title"))
    .map((name) => ({ title: text(data, name), due_on: text(data, name.replace(/title$/, "due_on")) }));
  return rows.slice(0, Math.max(1, rows.findLastIndex(({ title, due_on: due }) => title || due) + 1));
}

/** The decision, and below it what belongs to the one that is chosen. */
function decisionFields(last) {
  const choice = choices("decision", "Quyết định", Object.entries(words.DECISIONS), { value: last?.decision });
  const reasons = h("div", { class: "stack", hidden: true }, area("reasons", "Lý do không áp dụng (người dân sẽ đọc)", { ...LONG, value: last?.reasons }));
  const rows = h("div", { class: "stack" });
  const row = (stone = {}) => {
    const at = rows.children.length;
    rows.append(h("div", { class: "stack-small" },
      line(`plan.milestones[${at}].title`, `Mốc ${at + 1}`, { value: stone.title }),
      line(`plan.milestones[${at}].due_on`, `Hạn của mốc ${at + 1}`, { type: "date", narrow: true, value: stone.due_on }),
    ));
    more.hidden = rows.children.length >= MILESTONES_MAX;
  };
  const more = h("button", { type: "button", class: "button button--second", on: { click: () => row() } }, "Thêm mốc");
  const plan = h("div", { class: "stack", hidden: true, "data-field": "plan" },
    h("p", { class: "field__label" }, "Kế hoạch thực hiện (người dân sẽ đọc)"),
    area("plan.text", "Nội dung kế hoạch", { ...LONG, value: last?.plan }),
    line("plan.from", "Từ ngày", { type: "date", narrow: true, value: last?.from }),
    line("plan.to", "Đến ngày", { type: "date", narrow: true, value: last?.to }),
    line("plan.responsible", "Bộ phận chịu trách nhiệm", { value: last?.responsible }),
    rows, more,
  );
  for (const stone of last?.milestones ?? [{}]) row(stone);
  plan.makes = (name) => {
    while (rows.children.length <= Number(ROW.exec(name)?.[1] ?? -1)) row();
  };
  const show = () => {
    const chosen = choice.querySelector("input:checked")?.value;
    plan.hidden = chosen !== "adopt";
    reasons.hidden = chosen !== "decline";
  };
  choice.addEventListener("change", show);
  show();
  return [choice, plan, reasons];
}

/** What the record of a case tells of an initiative's own acts. */
export function initiativeTells(file, entry) {
  const { act, details } = entry;
  if (act === "evaluate") return [said("Tính khả thi", `${words.grade(details.feasibility)}. ${details.feasibility_reason}`), said("Mức độ phù hợp", `${words.grade(details.fit)}. ${details.fit_reason}`)];
  if (act === "open_views") return [said("Giới thiệu", details.teaser), said("Đến", dateTime(new Date(details.until).toISOString()))];
  if (act === "close_views" || act === "hide_comment") return [said("Lý do", details.reason)];
  if (act === "progress") return [said(`Mốc ${details.milestone}`, [words.progress(details.progress), details.note].filter(Boolean).join(". "))];
  if (act === "draft" && details.decision) {
    const { decision, reasons, plan, from, to, responsible, milestones } = details.decision;
    return [
      said("Quyết định", words.decision(decision)), said("Lý do", reasons), said("Kế hoạch", plan),
      plan && said("Thời gian", `${day(from)} – ${day(to)}, ${responsible}`),
      milestones && h("ul", {}, milestones.map(({ title, due_on }) => h("li", {}, `${title} (${day(due_on)})`))),
    ];
  }
  return [];
}
