// What may be done to a case: one small form for each act.

import { get, me, post } from "../api.js";
import { h, named, problemNotice, quoted } from "../dom.js";
import { onSubmit, text } from "../form.js";
import { day } from "../time.js";
import * as words from "../words.js";
import { INITIATIVE_ACTS, ON_INITIATIVE } from "./desk-initiative.js";
import { INSPECTION_ACTS } from "./desk-inspection.js";
import { area, checks, choices, files, finder, line, REMARK, units, WHY, wrong } from "./desk-fields.js";
import { CHECKLIST } from "./desk-record.js";
import { SUPPORT_ACTS, merged, peers, sources, usualSupport } from "./desk-support.js";
import { offerTemplates } from "./desk-templates.js";
import { extensionOf, levels, termsOf, usualLevel } from "./desk-terms.js";

const REPORT = { min: 20, max: 8000, short: false };
/** How somebody is reached who asked that their name be kept: the office has no number and no address. */
const WITHOUT_NAME = ["app", "visit"];
const byUnit = ({ id, name }) => [id, name];

/**
 * The acts: the path after the case, the word on the button, what is said when it is done, the fields
 * (which may have to be fetched) and what is sent.
 */
const ACTS = {
  accept: {
    path: "acceptance",
    button: "Tiếp nhận hồ sơ",
    done: "Đã tiếp nhận hồ sơ",
    fields: async (file) => [
      checks("checklist", "Điều kiện tiếp nhận (Điều 6 khoản 1)", CHECKLIST, { hint: "Đánh dấu những điều kiện đã kiểm tra và đạt." }),
      identity(file),
      choices("level", "Mức độ", await levels(file), { value: (await usualLevel(file)) ?? file.level, hint: "Chọn sẵn mức thường gặp của lĩnh vực này; cán bộ quyết định." }),
      area("level_reason", "Lý do chọn mức độ", { max: 2000, optional: false, hint: "Phải nêu khi chọn mức khẩn hoặc phức tạp." }),
      await askAtOnce(file),
    ],
    body: (data, { supporters }) => ({
      checklist: Object.fromEntries(CHECKLIST.map(([name]) => [name, data.has(name)])),
      level: text(data, "level"),
      level_reason: text(data, "level_reason"),
      supporters: supporters?.chosen(),
    }),
    // The server answers these for the whole act; on the page they have a place.
    places: { checklist_incomplete: "checklist", level_reason_missing: "level_reason", supporters_need_level: "level", not_same_level: "supporters", same_unit: "supporters", already_invited: "supporters" },
  },
  log_contact: {
    path: "contacts",
    button: "Ghi nhận",
    done: "Đã ghi nhận lần liên hệ",
    fields: (file) => [
      choices("channel", "Liên hệ bằng", Object.entries(words.CHANNELS).filter(([channel]) => !file.confidential || WITHOUT_NAME.includes(channel)), { hint: file.confidential ? "Người gửi đề nghị bảo mật danh tính: chỉ nhắn qua ứng dụng hoặc đến tận nơi." : undefined }),
      choices("reached", "Kết quả liên hệ", [["true", "Liên hệ được"], ["false", "Không liên hệ được"]]),
      area("note", "Ghi chú", REMARK),
    ],
    body: (data) => ({ channel: text(data, "channel"), reached: data.has("reached") ? data.get("reached") === "true" : undefined, note: text(data, "note") }),
    places: { channel_hidden: "channel" },
  },
  request_information: {
    path: "information-requests",
    button: "Gửi yêu cầu",
    done: "Đã gửi yêu cầu bổ sung thông tin tới người gửi",
    fields: () => [area("question", "Nội dung cần bổ sung", { ...WHY, hint: "Người gửi sẽ đọc nguyên văn." })],
    body: (data) => ({ question: text(data, "question") }),
  },
  refuse: {
    path: "refusal",
    button: "Từ chối tiếp nhận",
    danger: true,
    done: "Đã từ chối tiếp nhận hồ sơ",
    fields: (file) => offerTemplates(
      file,
      // What the text looks like is chosen beforehand: refusing for it is one act.
      choices("reason", "Lý do theo quy chế", Object.entries(words.REFUSAL_REASONS).map(([code, [article, sentence]]) => [code, sentence, article]), { value: file.signals[0]?.reason }),
      area("explanation", "Giải thích cho người gửi", { ...WHY, hint: "Người gửi sẽ đọc nguyên văn." }),
    ),
    body: (data) => ({ reason: text(data, "reason"), explanation: text(data, "explanation") }),
    places: { contact_attempts_missing: "reason" },
  },
  forward: {
    path: "forwarding",
    button: "Chuyển lên cấp trên",
    done: "Đã chuyển hồ sơ lên cơ quan cấp trên",
    fields: (file) => [
      file.superior && h("p", {}, "Hồ sơ sẽ được chuyển đến: ", h("strong", {}, named(file.superior)), "."),
      area("reason", "Lý do chuyển", WHY),
    ],
    body: (data) => ({ reason: text(data, "reason") }),
  },
  reroute: {
    path: "rerouting",
    button: "Chuyển đơn vị",
    done: "Đã chuyển hồ sơ đến đơn vị có thẩm quyền",
    fields: async (file) => [
      finder("to", "Đơn vị có thẩm quyền", (await units()).filter(({ id }) => id !== file.unit.id).map(byUnit), { empty: "– Chọn đơn vị –" }),
      area("reason", "Lý do chuyển", WHY),
    ],
    body: (data) => ({ to: text(data, "to"), reason: text(data, "reason") }),
    places: { same_unit: "to" },
  },
  dispatch: {
    path: "dispatch",
    button: "Điều phối",
    done: "Đã điều phối hồ sơ",
    fields: async (file) => {
      const all = await units();
      const own = all.find(({ id }) => id === file.unit.id);
      const wide = ["department", "centre"].includes(own?.kind);
      const below = wide ? all.filter(({ kind }) => ["ward", "commune"].includes(kind)).map(byUnit) : [];
      return [
        wide
          ? finder("to", "Đơn vị xử lý", [[file.unit.id, `${named(file.unit)} (đơn vị mình)`], ...below], { value: file.unit.id })
          : h("p", {}, "Đơn vị xử lý: ", h("strong", {}, named(file.unit)), "."),
        line("division", "Bộ phận xử lý", { optional: true, hint: "Ví dụ: Phòng Kinh tế, Hạ tầng và Đô thị." }),
        area("instruction", "Ý kiến chỉ đạo", REMARK),
      ];
    },
    body: (data) => ({ to: text(data, "to"), division: text(data, "division"), instruction: text(data, "instruction") }),
  },
  assign: {
    path: "assignment",
    button: "Giao xử lý",
    done: "Đã giao cán bộ xử lý",
    fields: async (file) => {
      const { handlers } = await get(`/api/units/${encodeURIComponent(file.unit.id)}/handlers`);
      return [
        handlers.length
          ? choices("handler", "Cán bộ xử lý", handlers.map(({ id, name }) => [id, name]), { value: file.handler?.id })
          : h("p", {}, "Đơn vị chưa có cán bộ xử lý. Vui lòng liên hệ quản trị viên."),
        area("note", "Ghi chú cho cán bộ", REMARK),
      ];
    },
    body: (data) => ({ handler: text(data, "handler"), note: text(data, "note") }),
    places: { not_a_handler: "handler" },
  },
  reclassify: {
    path: "level",
    button: "Điều chỉnh mức độ",
    done: "Đã điều chỉnh mức độ",
    fields: async (file) => [choices("level", "Mức độ mới", (await levels(file)).filter(([key]) => key !== file.level)), area("reason", "Lý do điều chỉnh", WHY)],
    body: (data) => ({ level: text(data, "level"), reason: text(data, "reason") }),
    places: { same_level: "level", supporters_need_level: "level" },
  },
  extend: {
    path: "extension",
    button: "Gia hạn",
    done: "Đã gia hạn xử lý",
    fields: async (file) => {
      const terms = await termsOf(file.kind);
      const range = terms && extensionOf(file, terms);
      return [
        line("total_days", "Tổng số ngày làm việc sau gia hạn", { type: "number", narrow: true, min: range?.from, max: range?.to, inputmode: "numeric", hint: `${range ? `Từ ${range.from} đến ${range.to} ngày, tính` : "Tính"} chung cả thời gian đã qua.` }),
        area("legal_basis", "Căn cứ gia hạn", WHY),
      ];
    },
    body: (data) => {
      const days = text(data, "total_days");
      return { total_days: days === undefined ? undefined : Number(days), legal_basis: text(data, "legal_basis") };
    },
    places: { extension_out_of_range: "total_days" },
  },
  urge: {
    path: "urging",
    button: "Đôn đốc",
    done: "Đã đôn đốc đơn vị",
    fields: () => [area("reason", "Nội dung đôn đốc", WHY)],
    body: (data) => ({ reason: text(data, "reason") }),
  },
  draft: {
    path: "draft",
    button: "Trình dự thảo",
    done: "Đã trình dự thảo kết quả",
    fields: (file) => [
      quoted("Ý kiến chỉ đạo", file.dispatches.at(-1)?.instruction),
      quoted("Ghi chú khi giao việc", file.assignments.at(-1)?.note),
      quoted("Lý do trả lại lần trước", returned(file, "return_draft")),
      ...sources(file),
      // A first draft begins with what the supporters found.
      area("conclusion", "Dự thảo kết quả xử lý", { ...REPORT, value: file.drafts.at(-1)?.conclusion ?? merged(file) }),
      file.kind === "regulation" && [
        checks("assessment", "Quy định đạt những tiêu chí nào?", Object.entries(words.REGULATION_CRITERIA), { hint: "Để trống tiêu chí chưa đạt; nêu lý do trong dự thảo." }),
        choices("outcome", "Phương án xử lý quy định", Object.entries(words.REGULATION_OUTCOMES)),
      ],
      files("media", "Tệp kèm theo", { optional: true }),
    ].flat(),
    body: async (data, { media }, file) => ({
      conclusion: text(data, "conclusion"),
      media: await media.ids(),
      assessment:
        file.kind === "regulation"
          ? {
              ...Object.fromEntries(Object.keys(words.REGULATION_CRITERIA).map((name) => [name, data.has(name)])),
              outcome: text(data, "outcome") ?? wrong("outcome", "Vui lòng chọn phương án xử lý quy định."),
            }
          : undefined,
    }),
  },
  return_draft: {
    path: "draft-return",
    button: "Trả lại dự thảo",
    danger: true,
    done: "Đã trả lại dự thảo",
    fields: () => [area("reason", "Nội dung cần chỉnh sửa", WHY)],
    body: (data) => ({ reason: text(data, "reason") }),
  },
  approve: {
    path: "approval",
    button: "Phê duyệt",
    done: "Đã phê duyệt dự thảo",
    fields: (file) => [quoted("Dự thảo trình phê duyệt", file.drafts.at(-1)?.conclusion), ...proposed(file), area("note", "Ý kiến phê duyệt", REMARK)],
    body: (data) => ({ note: text(data, "note") }),
  },
  record_result: {
    path: "result",
    button: "Lưu kết quả",
    done: "Đã cập nhật kết quả xử lý",
    fields: (file) => [
      quoted("Dự thảo đã được phê duyệt", file.drafts.at(-1)?.conclusion),
      ...sources(file), // some came in after the draft
      quoted("Lý do trả lại lần trước", returned(file, "return_result")),
      // What was proposed is not what was done: only a result that came back is offered again.
      area("result", "Kết quả xử lý", { ...REPORT, value: file.results.at(-1)?.result, hint: "Người dân sẽ đọc nội dung này sau khi công khai." }),
      files("evidence", "Minh chứng"),
    ],
    body: async (data, { evidence }) => ({ result: text(data, "result"), evidence: await evidence.ids() }),
  },
  return_result: {
    path: "result-return",
    button: "Trả lại kết quả",
    danger: true,
    done: "Đã trả lại kết quả",
    fields: () => [area("reason", "Nội dung cần làm lại", WHY)],
    body: (data) => ({ reason: text(data, "reason") }),
  },
  publish: {
    path: "publication",
    button: "Công khai",
    done: "Đã công khai kết quả",
    fields: (file) => [
      file.publicity === "result_only"
        ? h("p", {}, "Với loại hồ sơ này chỉ kết quả được công khai; nội dung, địa điểm và ảnh của người gửi thì không.")
        : area("text", "Nội dung phản ánh sẽ công khai", {
        min: 10,
        max: 4000,
        short: false,
        value: file.report.text,
        hint: "Số điện thoại, thư điện tử, số giấy tờ được tự động che. Vui lòng tự bỏ tên người và chi tiết riêng tư khác.",
      }),
      quoted("Kết quả sẽ công khai", file.results.at(-1)?.result),
    ],
    // Left out, the server would take the report as it was sent: an emptied field must not mean that.
    body: (data, _, file) => (file.publicity === "result_only" ? {} : { text: text(data, "text") ?? wrong("text", "Vui lòng nhập nội dung sẽ công khai.") }),
  },
  classify: {
    path: "classification",
    button: "Phân loại",
    done: "Đã phân loại kiến nghị",
    fields: (file) => [
      choices("class", "Kiến nghị thuộc loại nào?", Object.entries(words.REGULATION_CLASSES).map(([code, [name, note]]) => [code, name, note]), { value: file.classifications.at(-1)?.class }),
      area("reason", "Lý do phân loại", WHY),
    ],
    body: (data) => ({ class: text(data, "class"), reason: text(data, "reason") }),
  },
  answer: {
    path: "answer",
    button: "Gửi trả lời",
    done: "Đã trả lời yêu cầu làm rõ",
    fields: (file) => [quoted("Câu hỏi của người gửi", file.questions.findLast(({ answer }) => answer === null)?.question), area("answer", "Trả lời", REPORT)],
    body: (data) => ({ answer: text(data, "answer") }),
  },
  ...SUPPORT_ACTS,
  ...INITIATIVE_ACTS,
  ...INSPECTION_ACTS,
};

/** The head may ask others for their support in the same act (Điều 8 khoản 2 điểm a). */
async function askAtOnce(file) {
  const person = await me().catch(() => null);
  const heads = person?.memberships.some(({ role, unit }) => role === "head" && unit.id === file.unit.id);
  // Without the list of units the report is taken on all the same.
  return heads && peers(file, "supporters", "Mời đơn vị phối hợp ngay", { empty: "– Không mời –", optional: true, hint: "Chỉ khi mức độ là khẩn hoặc phức tạp; nhiều nhất 10 đơn vị." }).catch(() => null);
}

/** What the desk may know of a sender who is not named, to answer for the checklist. */
const identity = (file) =>
  file.confidential && h("p", { class: "muted" }, "Người gửi đề nghị bảo mật danh tính.", file.sender_verified === true && " Hệ thống đã xác thực danh tính của người gửi.", file.sender_verified === false && " Hệ thống chưa xác thực danh tính của người gửi.");

const handlers = async (unit) => (await get(`/api/units/${encodeURIComponent(unit)}/handlers`)).handlers;

/** Why it came back, as long as that is the last word on it. */
const returned = (file, act) => file.returns.findLast((entry) => entry.act === act)?.reason;

/** What the draft proposes besides its words: the outcome for a regulation, the decision and plan of an initiative. */
function proposed(file) {
  const outcome = file.drafts.at(-1)?.assessment?.outcome;
  const decided = file.initiative?.decisions.at(-1);
  return [
    outcome && quoted("Phương án xử lý quy định", words.regulationOutcome(outcome)),
    ...(decided ? [
      quoted("Quyết định đề xuất", words.decision(decided.decision)),
      quoted("Lý do không áp dụng", decided.reasons),
      quoted("Kế hoạch", decided.plan && `${decided.plan}\n${day(decided.from)} – ${day(decided.to)}, ${decided.responsible}\n${decided.milestones.map(({ title, due_on: due }) => `${title} (${day(due)})`).join("\n")}`),
    ] : []),
  ];
}

/** The step that usually comes next: its form stands open. */
const USUAL = { submitted: "accept", verifying: "accept", accepted: "dispatch", dispatched: "assign", handling: "draft", drafted: "approve", approved: "record_result", resulted: "publish", published: "answer" };
/** What changes the terms rather than the case comes last. */
const ASIDE = [
  "reclassify", "extend", "urge",
  "invite", "waive",
  "hide_comment", "look_at_identity",
];

/** Somebody else was first: the case is not what this page shows. */
const STALE = ["stale_case", "not_from_here", "contribution_not_from_here", "already_done"];

/**
 * The forms for the acts that may be done. `onDone(name, sentence, reply)` after an act, `onStale(name,
 * { typed, parts })` when somebody else was first. `typed` is what was written then, `parts` the fields that
 * hold more than text, such as files; as `kept` they come back into the form.
 */
export function acts(file, { onDone, onStale, kept }) {
  const open = kept?.name ?? (file.may.includes(USUAL[file.state]) ? USUAL[file.state] : usualSupport(file));
  const names = file.may.filter((name) => ACTS[name]);
  const rank = (name) => (name === USUAL[file.state] ? 0 : ASIDE.includes(name) ? 2 : 1);
  names.sort((a, b) => rank(a) - rank(b));
  return names.map((name) => actOf(name, file, { open: name === open, kept: kept?.name === name ? kept : null, onDone, onStale }));
}

function actOf(name, file, { open, kept, onDone, onStale }) {
  const act = (file.kind === "initiative" && ON_INITIATIVE[name]) || ACTS[name];
  const form = h("form", { "data-act": name, novalidate: true });
  const box = h("details", { class: open ? "act act--main" : "act", open }, h("summary", {}, words.act(name)), form);
  let built;
  // Fields are made when the form is first opened: some need lists that most visits never look at.
  const build = async () => {
    built ??= fillForm();
    try {
      await built;
    } catch (problem) {
      built = undefined;
      form.replaceChildren(problemNotice(problem, build));
    }
  };
  const fillForm = async () => {
    const fields = (await act.fields(file, { handlers })).filter(Boolean);
    form.replaceChildren(...fields, h("div", { class: "form__actions" }, h("button", { class: act.danger ? "button button--danger" : "button", type: "submit" }, act.button)));
    if (kept) restore(form, kept);
  };
  if (open) build();
  box.addEventListener("toggle", () => box.open && build());
  form.addEventListener("input", () => (form.dataset.dirty = ""));

  onSubmit(
    form,
    async (data) => {
      const parts = partsOf(form);
      let reply;
      try {
        reply = await post(`/api/cases/${encodeURIComponent(file.code)}/${typeof act.path === "function" ? act.path(data) : act.path}`, await act.body(data, parts, file));
      } catch (problem) {
        if (problem.status === 409 && STALE.includes(problem.code)) return onStale(name, { typed: typedIn(form), parts });
        throw problem;
      }
      delete form.dataset.dirty;
      return onDone(name, act.done, reply);
    },
    { places: act.places },
  );
  return box;
}

/** What somebody wrote in their own words, to be shown when its form is gone. */
export const ownWords = (typed) => typed.filter(({ type, value }) => ["textarea", "text"].includes(type) && value.trim()).map(({ value }) => value);

/** The fields that hold more than text, by name: files and lists. */
const partsOf = (form) => Object.fromEntries([...form.querySelectorAll("[data-field]")].filter((field) => field.ids || field.chosen).map((field) => [field.dataset.field, field]));

const typedIn = (form) => [...form.elements].filter((element) => element.name && element.type !== "file").map(({ name, value, type, checked }) => ({ name, value, type, checked }));

/** Puts back what was written. A part that has rows makes those that are missing. */
function restore(form, { typed, parts }) {
  const makers = [...form.querySelectorAll("[data-field]")].filter(({ makes }) => makes);
  for (const { name, value, type, checked } of typed) {
    for (const maker of makers) maker.makes(name);
    for (const element of form.elements) {
      if (element.name !== name) continue;
      if (type !== "radio" && type !== "checkbox") element.value = value;
      else if (element.value === value) element.checked = checked;
      if (checked && element.value === value) element.dispatchEvent(new Event("change", { bubbles: true })); // what hangs on it shows itself
    }
  }
  for (const [name, part] of Object.entries(parts)) form.querySelector(`[data-field="${CSS.escape(name)}"]`)?.replaceWith(part);
  for (const element of form.querySelectorAll("textarea")) element.dispatchEvent(new Event("input", { bubbles: true }));
}
