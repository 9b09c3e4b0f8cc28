// One case, followed by its code: what everybody may see, or everything when it is one's own.

import { get, me, newKey, post, put } from "../api.js";
import { caseHref } from "../cases.js";
import { chain } from "../chain.js";
import { fact, fill, h, later, loading, notice, part, problemNotice, signInHref, told } from "../dom.js";
import { area, checks, choices } from "../fields.js";
import { onSubmit, showErrors, text } from "../form.js";
import { decided, initiativeHref } from "../initiative.js";
import { gallery } from "../media.js";
import { picker } from "../picker.js";
import { scopeGate } from "../scope-gate.js";
import { dateTime, distance, urgency } from "../time.js";
import * as words from "../words.js";

export default async function followCase(element) {
  const asked = new URLSearchParams(location.search);
  const written = asked.get("ma") ?? "";
  if (!written.trim()) return;
  const code = asCode(written);
  document.getElementById("ma").value ||= code; // not over what was typed before this module came
  document.title = `Hồ sơ ${code} – iHanoi`;
  const said = asked.get("moi")
    ? told(h("h2", {}, "Đã gửi phản ánh"), h("p", {}, "Mã hồ sơ của bạn là ", h("strong", { class: "code" }, code), ". Hãy ghi lại để tra cứu khi cần."))
    : null;
  if (asked.get("moi")) history.replaceState(null, "", caseHref(code)); // loaded again, it is no longer news
  await load(element, code, said);
}

/** What somebody typed, as a code: `hn26 7k3m9q2x` and `HN26-7K3M9Q2X` are the same; O is a zero, I and L a one. */
export function asCode(written) {
  const letters = written.normalize("NFC").toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
  if (!/^HN\d{2}[0-9A-Z]{8}$/.test(letters)) return written.trim();
  return `${letters.slice(0, 4)}-${letters.slice(4).replaceAll("O", "0").replace(/[IL]/g, "1")}`;
}

async function load(element, code, said = null) {
  fill(element, loading("Đang tìm hồ sơ…"));
  const path = encodeURIComponent(code);
  try {
    const own = (await me()) && (await get(`/api/reports/${path}`).catch(unlessNotThere));
    const view = own ? ownView(own, (done) => load(element, code, done)) : publicView(await get(`/api/public/cases/${path}`), await me());
    fill(element, h("div", { class: "stack-large" }, said, view));
    said?.focus();
  } catch (problem) {
    if (problem.status !== 404) return void fill(element, problemNotice(problem, () => load(element, code)));
    fill(element, notice("warning", h("div", { role: "alert" }, h("p", {}, "Không có hồ sơ nào mang mã ", h("strong", { class: "code" }, code), ". Vui lòng kiểm tra lại mã, ví dụ chữ B và số 8, chữ S và số 5."))));
  }
}

function unlessNotThere(problem) {
  if (problem.status === 404 || problem.status === 401) return null;
  throw problem;
}

function due(item) {
  if (!item.due_at) return null;
  const tone = { late: "tag tag--late", soon: "tag tag--soon" }[urgency(item.due_at)] ?? "tag tag--plain";
  return fact(words.clock(item.due_clock), `${dateTime(item.due_at)} `, h("span", { class: tone }, distance(item.due_at)));
}

function head(item, unit, ward, category) {
  return h(
    "section", { class: "stack", "aria-labelledby": "ho-so" },
    h("div", { class: "row" }, h("h2", { id: "ho-so" }, "Hồ sơ ", h("span", { class: "code" }, item.code)), h("span", { class: words.stateTone(item.state) }, words.state(item.state))),
    h("p", {}, words.stateMeaning(item.state)),
    h("dl", { class: "facts" },
      due(item),
      fact("Cơ quan đang giữ", unit),
      fact("Loại", words.kind(item.kind)),
      fact("Lĩnh vực", category),
      fact(item.address || item.kind === "field" ? "Nơi xảy ra" : "Phường, xã", [item.address, ward].filter(Boolean).join(" – ")),
      fact("Mức độ", words.level(item.level)),
      fact("Gửi lúc", dateTime(item.submitted_at)),
    ),
  );
}

function timeline(steps, line) {
  return part("Quá trình xử lý", h("ol", { class: "timeline" }, steps.map((step) => h("li", {},
    h("p", { class: "timeline__what" }, words.publicAct(step.act)),
    h("p", { class: "timeline__when" }, h("time", { datetime: step.at }, dateTime(step.at)), line(step)),
    step.reason && h("p", { class: "as-written" }, step.reason),
    step.due_before && step.due_after && step.due_before !== step.due_after && h("p", {}, `Hạn xử lý: ${dateTime(step.due_before)} → ${dateTime(step.due_after)}.`),
  ))));
}

/** Where to go with what is not taken on: a matter for elsewhere, or one that another case is about, is not sent again. */
const INSTEAD = { scope: ["/tiep-cong-dan", "Đăng ký tiếp công dân"], c: ["/cong-khai", "Tìm kết quả đã công khai"] };

/** The reason, the article, and what can be done about it. */
function refusal(reason, article, sentence, explanation) {
  const [href, label] = INSTEAD[reason] ?? ["/gui", "Gửi phản ánh mới"];
  return notice("warning",
    h("h2", {}, "Vì sao không được tiếp nhận"),
    h("p", {}, sentence),
    explanation && h("p", { class: "as-written" }, h("strong", {}, "Cơ quan tiếp nhận giải thích: "), explanation),
    h("p", { class: "small" }, `Căn cứ: ${article}.`),
    h("p", {}, h("a", { class: "link-target", href }, label)),
  );
}

/** How a regulation was examined, and what comes of it. */
function assessment(item) {
  if (!item) return null;
  return h("div", { class: "stack-small" },
    h("p", {}, "Phương án xử lý quy định: ", h("strong", {}, words.regulationOutcome(item.outcome)), "."),
    h("dl", { class: "facts" }, Object.entries(words.REGULATION_CRITERIA).map(([name, label]) => fact(label, item[name] ? "Đạt" : "Chưa đạt"))),
  );
}

/** What becomes of an initiative, and where everybody reads and says more; nothing before it is public. */
function initiative(item) {
  const done = (act) => item.timeline.some((step) => step.act === act);
  if (item.kind !== "initiative" || !(done("open_views") || done("publish"))) return null;
  return [
    done("publish") && later(async () => decided(await get(`/api/public/initiatives/${encodeURIComponent(item.code)}`))),
    h("p", {}, h("a", { class: "link-target", href: initiativeHref(item.code) }, "Kế hoạch, tiến độ và ý kiến người dân")),
  ];
}

function publicView(item, person) {
  const { publication } = item;
  const refused = item.timeline.findLast((step) => step.refusal)?.refusal;
  return h(
    "div", { class: "stack-large narrow" },
    head({ ...item, address: publication?.address }, item.unit.name, item.ward.name, item.category.name),
    refused && refusal(refused.code, refused.article, refused.sentence),
    publication && part("Kết quả",
      h("p", { class: "as-written" }, publication.result),
      assessment(publication.assessment),
      gallery(publication.evidence, "/api/public/media", "Minh chứng kết quả"),
      supported(item.supporters.map(({ id, name }) => name ?? id)),
      h("p", { class: "muted small" }, `Công khai ${dateTime(publication.published_at)}. Người chịu trách nhiệm: ${publication.responsible}.`),
      publication.satisfaction && h("p", {}, "Đánh giá của người gửi: ", h("strong", {}, words.satisfaction(publication.satisfaction))),
    ),
    initiative(item),
    publication?.text && part("Nội dung phản ánh",
      h("p", { class: "as-written" }, publication.text),
      gallery(publication.pictures, "/api/public/media", "Ảnh phản ánh"),
    ),
    timeline(item.timeline, (step) => [` · ${step.unit.name ?? ""}`, step.to && step.to.id !== step.unit.id && ` → ${step.to.name}`]),
    !person && h("p", { class: "muted" }, "Đây là hồ sơ của bạn? ", h("a", { class: "link-target", href: signInHref() }, "Đăng nhập"), " để xem đầy đủ, trả lời, đánh giá."),
  );
}

const supported = (names) => names.length > 0 && h("p", {}, `Đơn vị phối hợp: ${names.join(", ")}.`);

function ownView(item, done) {
  const may = (act) => item.may.includes(act);
  return h(
    "div", { class: "stack-large narrow" },
    item.caller && callBack(item.caller),
    may("provide_information") && answerForm(item, done),
    head(item, item.unit_name, item.ward_name, item.category_name),
    item.refusal && refusal(item.refusal.reason, item.refusal.article, item.refusal.detail, item.refusal.explanation),
    item.result && part("Kết quả",
      h("p", { class: "as-written" }, item.result.result),
      assessment(item.result.assessment),
      gallery(item.result.evidence, "/api/public/media", "Minh chứng kết quả"),
      supported(item.supporters),
      h("p", { class: "muted small" }, `Công khai ${dateTime(item.result.published_at)}. Người chịu trách nhiệm: ${item.result.responsible}.`),
    ),
    initiative(item),
    item.questions.length > 0 && part("Yêu cầu làm rõ", item.questions.map((one) => exchange(
      "Bạn hỏi", one.question, one.asked_at, one.answer && "Cơ quan trả lời", one.answer, one.answered_at, "Cơ quan chưa trả lời.",
    ))),
    item.rating && part("Đánh giá của bạn",
      h("p", {}, h("strong", {}, words.satisfaction(item.rating.satisfaction)), ` · ${dateTime(item.rating.rated_at)}`),
      item.rating.comment && h("p", { class: "as-written" }, item.rating.comment),
    ),
    may("rate") && ratingForm(item, done),
    may("ask") && questionForm(item, done),
    may("reopen") && reopeningForm(item),
    chain(item.chain, item.code, (other) => ({ href: caseHref(other) })),
    item.information_requests.length > 0 && part("Bổ sung thông tin", item.information_requests.map((one) => exchange(
      `${one.unit_name ?? "Cơ quan"} hỏi`, one.question, one.asked_at, one.answer && "Bạn trả lời", one.answer, one.answered_at,
      one.waiting ? "Đang chờ bạn trả lời." : "Hồ sơ đã đi tiếp, không cần trả lời nữa.",
    )), gallery(item.information_media, "/api/media", "Tệp bổ sung")),
    part("Bạn đã gửi",
      h("p", { class: "as-written" }, item.text),
      gallery(item.media, "/api/media", "Ảnh phản ánh"),
      item.organisation && h("p", {}, `Gửi thay cho ${item.organisation.name}, mã số thuế ${item.organisation.tax_code}.`),
      item.entered && h("p", {}, "Trung tâm Hỗ trợ nhập hộ theo lời bạn."),
      h("p", { class: "muted small" }, item.happened_at && `Thấy lúc ${dateTime(item.happened_at)}. `, item.confidential ? "Thông tin của bạn được giữ bí mật với cơ quan xử lý." : "Cơ quan xử lý được biết tên và cách liên hệ của bạn."),
    ),
    item.identity_looks.length > 0 && part("Lần xem danh tính của bạn",
      h("p", {}, `Danh tính bạn yêu cầu giữ kín đã được cơ quan có thẩm quyền xem ${item.identity_looks.length} lần.`),
      h("ul", { class: "stack-small" }, item.identity_looks.map(({ at, body, body_name: name }) => h("li", {}, `${dateTime(at)}: ${name ?? body}`))),
    ),
    timeline(item.timeline, (step) => [` · ${step.by_you ? "Bạn" : (step.unit_name ?? "")}`, step.to_unit_name && step.to_unit_name !== step.unit_name && ` → ${step.to_unit_name}`]),
    may("withdraw") && withdrawalForm(item, done),
  );
}

function exchange(who, question, at, answerer, answer, answeredAt, waiting) {
  return h("div", { class: "card" },
    h("p", {}, h("strong", {}, who), h("span", { class: "muted small" }, ` · ${dateTime(at)}`)),
    h("p", { class: "as-written" }, question),
    answer
      ? [h("p", {}, h("strong", {}, answerer), h("span", { class: "muted small" }, ` · ${dateTime(answeredAt)}`)), h("p", { class: "as-written" }, answer)]
      : h("p", { class: "muted" }, waiting),
  );
}

/** Whom the Support Centre speaks for: somebody without an account, who is called back. */
function callBack({ name, phone, email, channel, entered_at: at }) {
  return notice("info",
    h("h2", {}, "Gọi lại cho người phản ánh"),
    h("p", {}, h("strong", {}, name), ", ", h("a", { href: `tel:${phone}` }, phone), email && `, ${email}`),
    h("p", { class: "small" }, `${words.entryChannel(channel)}, ${dateTime(at)}. Người này không có tài khoản: Trung tâm trả lời, hỏi, đánh giá hoặc rút thay khi họ đồng ý.`),
  );
}

/** That the caller agreed, asked of the Support Centre with each act. */
const consent = (item) => item.caller && checks("consent", "Làm thay", [["consent", "Người phản ánh đồng ý để Trung tâm làm thay"]]);
const agreed = (item, data) => (item.caller ? { consent: data.has("consent") } : {});
const CONSENT = { places: { consent_missing: "consent" } };

const submit = (label, kind = "") => h("div", { class: "form__actions" }, h("button", { class: `button button--wide ${kind}`, type: "submit" }, label));
const code = (item) => encodeURIComponent(item.code);

function answerForm(item, done) {
  const asked = item.information_requests.findLast((one) => one.waiting);
  const files = picker({ id: "bo-sung" });
  const form = h("form", { class: "form", method: "post" },
    area("answer", "Trả lời của bạn", { hint: "Từ 10 đến 4000 ký tự.", min: 10, max: 4000 }),
    h("fieldset", { class: "field", "data-field": "media" }, h("legend", {}, h("span", {}, "Ảnh hoặc video thêm"), h("span", { class: "field__optional" }, " (không bắt buộc)")), files.element),
    consent(item),
    submit("Gửi trả lời"),
  );
  onSubmit(form, async (data) => {
    const answer = text(data, "answer");
    const media = await files.ids();
    await post(`/api/reports/${code(item)}/information`, { answer, media, ...agreed(item, data) });
    await done(told("Đã gửi trả lời của bạn."));
  }, CONSENT);
  return h("section", { class: "card stack", "aria-labelledby": "can-tra-loi" },
    h("h2", { id: "can-tra-loi" }, "Cơ quan tiếp nhận cần bạn bổ sung"),
    asked && h("blockquote", { class: "notice as-written" }, asked.question),
    form,
  );
}

function ratingForm(item, done) {
  const form = h("form", { class: "form", method: "post" },
    choices("satisfaction", "Bạn thấy kết quả thế nào?", Object.entries(words.SATISFACTIONS), { value: item.rating?.satisfaction }),
    area("comment", "Nhận xét", { hint: "Không quá 1000 ký tự.", max: 1000, value: item.rating?.comment }),
    consent(item),
    submit(item.rating ? "Đổi đánh giá" : "Gửi đánh giá"),
  );
  onSubmit(form, async (data) => {
    if (!data.get("satisfaction")) return showErrors(form, [{ field: "satisfaction", detail: "Vui lòng chọn một mức đánh giá." }]);
    await put(`/api/reports/${code(item)}/rating`, { satisfaction: data.get("satisfaction"), comment: text(data, "comment"), ...agreed(item, data) });
    await done(told("Cảm ơn bạn đã đánh giá."));
  }, CONSENT);
  const until = item.closes_at && h("p", { class: "muted" }, `Có thể đánh giá đến ${dateTime(item.closes_at)}.`);
  return part(item.rating ? "Đổi đánh giá" : "Đánh giá kết quả", until, form);
}

function questionForm(item, done) {
  const form = h("form", { class: "form", method: "post" },
    area("question", "Điều bạn muốn cơ quan làm rõ", { hint: "Từ 10 đến 4000 ký tự. Chỉ gửi được một lần; cơ quan trả lời trong 2 ngày làm việc.", min: 10, max: 4000 }),
    consent(item),
    submit("Gửi yêu cầu làm rõ"),
  );
  onSubmit(form, async (data) => {
    await post(`/api/reports/${code(item)}/question`, { question: text(data, "question"), ...agreed(item, data) });
    await done(told("Đã gửi yêu cầu làm rõ."));
  }, CONSENT);
  return part("Yêu cầu làm rõ kết quả", item.question_until && h("p", { class: "muted" }, `Có thể hỏi đến ${dateTime(item.question_until)}.`), form);
}

/** "Still not solved": a new report that goes on with this one. */
function reopeningForm(item) {
  const files = picker({ id: "chua-xong" });
  const key = newKey(); // kept when it is sent again
  const form = h("form", { class: "form", method: "post" },
    area("text", "Điều gì vẫn chưa được giải quyết?", { hint: "Từ 10 đến 4000 ký tự. Lĩnh vực và địa điểm lấy theo hồ sơ này.", min: 10, max: 4000 }),
    h("fieldset", { class: "field", "data-field": "media" }, h("legend", {}, h("span", {}, "Ảnh hoặc video hiện nay")), files.element),
    submit("Gửi phản ánh tiếp"),
  );
  const gate = scopeGate(form); // it opens a new report, and is asked as one
  onSubmit(form, async (data) => {
    if (!(await gate.passes(text(data, "text")))) return undefined;
    const media = await files.ids();
    const sent = await post(`/api/reports/${code(item)}/reopening`, { text: text(data, "text"), media }, { "Idempotency-Key": key });
    location.assign(`${caseHref(sent.code)}&moi=1`);
    return new Promise(() => {}); // the button stays busy until the next page is there
  }, { places: { media_missing: "media" } });
  return h("details", { class: "more" }, h("summary", {}, "Sự việc vẫn chưa được giải quyết?"), h("p", { class: "muted" }, "Một hồ sơ mới sẽ được mở, nối tiếp hồ sơ này."), form);
}

function withdrawalForm(item, done) {
  const form = h("form", { class: "form", method: "post" },
    area("reason", "Lý do rút", { hint: "Từ 10 đến 2000 ký tự. Hồ sơ sẽ dừng lại và không mở lại được.", min: 10, max: 2000 }),
    consent(item),
    submit("Rút phản ánh", "button--danger"),
  );
  onSubmit(form, async (data) => {
    await post(`/api/reports/${code(item)}/withdrawal`, { reason: text(data, "reason"), ...agreed(item, data) });
    await done(told("Đã rút phản ánh."));
  }, CONSENT);
  return h("details", { class: "more" }, h("summary", {}, "Rút phản ánh này"), form);
}
