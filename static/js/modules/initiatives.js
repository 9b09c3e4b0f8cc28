// Initiatives: the list by what became of them, and one with its plan, its supporters and what people say.

import { get, me, post, put, remove } from "../api.js";
import { fill, h, loading, newId, notice, problemNotice, signInHref } from "../dom.js";
import { counter, onSubmit, text } from "../form.js";
import { gallery } from "../media.js";
import { dateTime } from "../time.js";
import * as words from "../words.js";

const FILTERS = [["all", "Tất cả"], ["open", "Đang lấy ý kiến"], ["adopted", "Được áp dụng"], ["declined", "Không áp dụng"]];
const href = (code) => `/sang-kien?ma=${encodeURIComponent(code)}`;

export default async function initiatives(element) {
  const asked = new URLSearchParams(location.search);
  const code = asked.get("ma")?.trim().toUpperCase();
  if (code) return one(element, code);
  const filter = FILTERS.some(([name]) => name === asked.get("loc")) ? asked.get("loc") : "all";
  return list(element, filter);
}

async function list(element, filter) {
  fill(element, loading());
  try {
    const page = await get("/api/public/initiatives", { filter });
    const tabs = h("nav", { class: "row", "aria-label": "Lọc sáng kiến" }, FILTERS.map(([name, label]) =>
      h("a", { class: name === filter ? "button" : "button button--second", href: `/sang-kien?loc=${name}`, "aria-current": name === filter ? "page" : null }, `${label} (${page.counts[name]})`)));
    const cards = h("ul", { class: "cards" }, page.initiatives.map(card));
    const foot = h("div", {});
    fill(element, tabs, page.initiatives.length ? cards : h("p", { class: "empty", role: "status" }, "Chưa có sáng kiến nào ở mục này."), foot);
    more(foot, cards, filter, page.next);
  } catch (problem) {
    fill(element, problemNotice(problem, () => list(element, filter)));
  }
}

function more(foot, cards, filter, after) {
  if (!after) return fill(foot);
  const fetchMore = async () => {
    fill(foot, loading());
    try {
      const page = await get("/api/public/initiatives", { filter, after });
      const added = page.initiatives.map(card);
      cards.append(...added);
      more(foot, cards, filter, page.next);
      added[0]?.querySelector("a")?.focus();
    } catch (problem) {
      fill(foot, problemNotice(problem, fetchMore));
    }
  };
  return fill(foot, h("button", { type: "button", class: "button button--second button--wide", on: { click: fetchMore } }, "Xem thêm"));
}

function tag(item) {
  if (item.open) return h("span", { class: "tag tag--soon" }, `Lấy ý kiến đến ${dateTime(item.open_until)}`);
  if (item.decision) return h("span", { class: item.decision === "adopt" ? "tag tag--good" : "tag tag--plain" }, words.decision(item.decision));
  return h("span", { class: "tag tag--plain" }, "Đang nghiên cứu");
}

function card(item) {
  return h("li", { class: "card" },
    h("p", {}, tag(item)),
    h("h2", { class: "card__title" }, h("a", { href: href(item.code) }, item.excerpt)),
    h("p", { class: "card__facts" },
      h("span", {}, item.category.name ?? item.category.code),
      h("span", {}, item.unit.name ?? item.unit.id),
      h("span", {}, `${item.supports} người ủng hộ`),
      h("span", {}, `${item.comments} ý kiến`),
      h("span", { class: "code" }, item.code),
    ),
  );
}

const part = (title, ...content) => {
  const id = newId("phan");
  return h("section", { class: "stack", "aria-labelledby": id }, h("h2", { id }, title), ...content);
};

async function one(element, code, said = null) {
  fill(element, said, loading());
  const path = `/api/public/initiatives/${encodeURIComponent(code)}`;
  try {
    const [item, person] = await Promise.all([get(path), me()]);
    document.title = `Sáng kiến ${item.code} – iHanoi`;
    const done = (sentence) => one(element, code, notice("success", h("p", { role: "status" }, sentence)));
    const comments = h("div", { class: "stack" });
    fill(element,
      said,
      h("p", {}, h("a", { class: "link-target", href: "/sang-kien" }, "← Các sáng kiến")),
      h("div", { class: "stack-large narrow" },
        h("section", { class: "stack", "aria-labelledby": "sang-kien" },
          h("div", { class: "row" }, h("h2", { id: "sang-kien" }, "Sáng kiến ", h("span", { class: "code" }, item.code)), tag({ open: item.views?.open, open_until: item.views?.until, decision: item.decision })),
          h("p", { class: "as-written" }, item.text),
          h("p", { class: "muted" }, [item.category.name, item.unit.name, `gửi ${dateTime(item.submitted_at)}`].filter(Boolean).join(" · ")),
        ),
        item.decision === "adopt" && plan(item),
        item.decision === "decline" && part("Vì sao không áp dụng", h("p", { class: "as-written" }, item.reasons)),
        item.result && part("Trả lời của cơ quan", h("p", { class: "as-written" }, item.result)),
        (item.views || item.supports > 0) && part("Ý kiến người dân", h("p", { role: "status" }, h("strong", {}, `${item.supports} người ủng hộ`), `, ${item.comments} ý kiến.`), item.views?.open && takePart(item, person, path, done), comments),
      ),
    );
    if (item.comments > 0) await showComments(comments, path);
  } catch (problem) {
    if (problem.status !== 404) return fill(element, problemNotice(problem, () => one(element, code)));
    fill(element, notice("warning", h("div", { role: "alert" }, h("p", {}, "Không có sáng kiến công khai nào mang mã ", h("strong", { class: "code" }, code), ".")), h("p", {}, h("a", { class: "link-target", href: "/sang-kien" }, "Xem các sáng kiến"))));
  }
  return undefined;
}

function plan({ plan: { text: what, from, to, responsible, milestones }, reports }) {
  return part("Kế hoạch thực hiện",
    h("p", { class: "as-written" }, what),
    h("p", { class: "muted" }, `${words.day(from)} – ${words.day(to)} · ${responsible}`),
    h("ol", { class: "timeline" }, milestones.map((stone) => h("li", {},
      h("p", { class: "timeline__what" }, stone.title, " ", stone.progress && h("span", { class: stone.progress === "late" ? "tag tag--late" : stone.progress === "done" ? "tag tag--good" : "tag tag--plain" }, words.progress(stone.progress))),
      h("p", { class: "timeline__when" }, `Đến ${words.day(stone.due_on)}`, stone.reported_at && ` · cập nhật ${dateTime(stone.reported_at)}`),
      stone.note && h("p", { class: "as-written" }, stone.note),
      gallery(reports.filter(({ milestone }) => milestone === stone.number).flatMap(({ media }) => media.map(({ id, type }) => ({ id, media_type: type }))), "/api/public/media", `Ảnh của mốc ${stone.number}`),
    ))),
  );
}

/** Support and comment: for those who are signed in and verified. */
function takePart(item, person, path, done) {
  if (!person) return notice("info", h("p", {}, "Đăng nhập để ủng hộ hoặc góp ý; mỗi người một lần. Tên của bạn không được hiển thị."), h("p", {}, h("a", { class: "button", href: signInHref() }, "Đăng nhập")));
  const problem = h("div", {});
  const supported = item.yours?.supported;
  const button = h("button", { type: "button", class: supported ? "button button--second" : "button", "aria-pressed": String(Boolean(supported)), on: { click: async () => {
    button.disabled = true;
    try {
      if (supported) await remove(`${path}/support`);
      else await put(`${path}/support`, {});
      await done(supported ? "Đã rút lại sự ủng hộ." : "Cảm ơn bạn đã ủng hộ sáng kiến.");
    } catch (caught) {
      button.disabled = false;
      fill(problem, problemNotice(caught));
    }
  } } }, supported ? "Rút lại sự ủng hộ" : "Ủng hộ sáng kiến này");
  return h("div", { class: "stack" }, h("p", {}, button), problem, item.yours?.commented ? h("p", { class: "muted" }, "Bạn đã góp ý cho sáng kiến này.") : commentForm(path, done));
}

function commentForm(path, done) {
  const id = newId("gop-y");
  const control = h("textarea", { class: "input input--short", id, name: "text", rows: 4, "aria-describedby": `${id}-goi-y` });
  const form = h("form", { class: "form", method: "post" },
    h("div", { class: "field", "data-field": "text" },
      h("label", { class: "field__label", for: id }, "Góp ý của bạn"),
      h("p", { class: "field__hint", id: `${id}-goi-y` }, "Từ 10 đến 1000 ký tự, một lần. Tên của bạn không hiển thị; số điện thoại và thư điện tử được che."),
      control,
    ),
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Gửi góp ý")),
  );
  counter(control, 10, 1000);
  onSubmit(form, async (data) => {
    await post(`${path}/comments`, { text: text(data, "text") });
    await done("Đã ghi nhận góp ý của bạn.");
  });
  return form;
}

async function showComments(element, path) {
  const cards = h("ul", { class: "cards" });
  const foot = h("div", {});
  fill(element, cards, foot);
  const next = async (after) => {
    fill(foot, loading());
    try {
      const page = await get(`${path}/comments`, { after });
      cards.append(...page.comments.map(({ at, text: view }) => h("li", { class: "card" }, h("p", { class: "as-written" }, view), h("p", { class: "muted small" }, dateTime(at)))));
      fill(foot, page.next && h("button", { type: "button", class: "button button--second", on: { click: () => next(page.next) } }, "Xem thêm ý kiến"));
    } catch (problem) {
      fill(foot, problemNotice(problem, () => next(after)));
    }
  };
  await next();
}
