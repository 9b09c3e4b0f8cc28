// Initiatives: the list by what became of them, and one with its plan, its supporters and what people say.

import { get, me, post, put, remove } from "../api.js";
import { fill, h, loading, notice, part, problemNotice, told } from "../dom.js";
import { area } from "../fields.js";
import { onSubmit, text } from "../form.js";
import { decided, initiativeHref } from "../initiative.js";
import { showPages } from "../pages.js";
import { signInNotice } from "../signed-in.js";
import { dateTime } from "../time.js";
import * as words from "../words.js";

const FILTERS = [["all", "Tất cả"], ["open", "Đang lấy ý kiến"], ["adopted", "Được áp dụng"], ["declined", "Không áp dụng"]];

export default async function initiatives(element) {
  const asked = new URLSearchParams(location.search);
  const code = asked.get("ma")?.trim().toUpperCase();
  if (code) return one(element, code);
  const filter = FILTERS.some(([name]) => name === asked.get("loc")) ? asked.get("loc") : "all";
  return list(element, filter);
}

function list(element, filter) {
  const head = ({ counts }) =>
    h("nav", { class: "row", "aria-label": "Lọc sáng kiến" }, FILTERS.map(([name, label]) =>
      h("a", { class: name === filter ? "button" : "button button--second", href: `/sang-kien?loc=${name}`, "aria-current": name === filter ? "page" : null }, `${label} (${counts[name]})`)));
  return showPages(element, "/api/public/initiatives", { filter }, "initiatives", card, "Chưa có sáng kiến nào ở mục này.", { head });
}

function tag(item) {
  if (item.open) return h("span", { class: "tag tag--soon" }, `Lấy ý kiến đến ${dateTime(item.open_until)}`);
  if (item.decision) return h("span", { class: item.decision === "adopt" ? "tag tag--good" : "tag tag--plain" }, words.decision(item.decision));
  return h("span", { class: "tag tag--plain" }, "Đang nghiên cứu");
}

function card(item) {
  return h("li", { class: "card" },
    h("p", {}, tag(item)),
    h("h2", { class: "card__title" }, h("a", { href: initiativeHref(item.code) }, item.excerpt)),
    h("p", { class: "card__facts" },
      h("span", {}, item.category.name ?? item.category.code),
      h("span", {}, item.unit.name ?? item.unit.id),
      h("span", {}, `${item.supports} người ủng hộ`),
      h("span", {}, `${item.comments} ý kiến`),
      h("span", { class: "code" }, item.code),
    ),
  );
}

async function one(element, code, said = null) {
  fill(element, said, loading());
  const path = `/api/public/initiatives/${encodeURIComponent(code)}`;
  try {
    const [item, person] = await Promise.all([get(path), me()]);
    document.title = `Sáng kiến ${item.code} – iHanoi`;
    const done = (sentence) => one(element, code, told(sentence));
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
        decided(item),
        item.result && part("Trả lời của cơ quan", h("p", { class: "as-written" }, item.result)),
        (item.views || item.supports > 0) && part("Ý kiến người dân", h("p", {}, h("strong", {}, `${item.supports} người ủng hộ`), `, ${item.comments} ý kiến.`), item.views?.open && takePart(item, person, path, done), comments),
      ),
    );
    said?.focus();
    if (item.comments > 0) await showPages(comments, `${path}/comments`, {}, "comments", view, "", { more: "Xem thêm ý kiến" });
  } catch (problem) {
    if (problem.status !== 404) return fill(element, problemNotice(problem, () => one(element, code)));
    fill(element, notice("warning", h("div", { role: "alert" }, h("p", {}, "Không có sáng kiến công khai nào mang mã ", h("strong", { class: "code" }, code), ".")), h("p", {}, h("a", { class: "link-target", href: "/sang-kien" }, "Xem các sáng kiến"))));
  }
  return undefined;
}

const view = ({ at, text: said }) => h("li", { class: "card" }, h("p", { class: "as-written" }, said), h("p", { class: "muted small" }, dateTime(at)));

/** Support and comment: for those who are signed in and verified. */
function takePart(item, person, path, done) {
  if (!person) return signInNotice("Đăng nhập để ủng hộ hoặc góp ý; mỗi người một lần. Tên của bạn không được hiển thị.");
  const problem = h("div", {});
  const supported = item.yours?.supported;
  const button = h("button", { type: "button", class: supported ? "button button--second" : "button", on: { click: async () => {
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    try {
      if (supported) await remove(`${path}/support`);
      else await put(`${path}/support`, {});
      await done(supported ? "Đã rút lại sự ủng hộ." : "Cảm ơn bạn đã ủng hộ sáng kiến.");
    } catch (caught) {
      button.removeAttribute("aria-disabled");
      fill(problem, problemNotice(caught));
    }
  } } }, supported ? "Rút lại sự ủng hộ" : "Ủng hộ sáng kiến này");
  return h("div", { class: "stack" }, h("p", {}, button), problem, item.yours?.commented ? h("p", { class: "muted" }, "Bạn đã góp ý cho sáng kiến này.") : commentForm(path, done));
}

function commentForm(path, done) {
  const form = h("form", { class: "form", method: "post" },
    area("text", "Góp ý của bạn", { hint: "Từ 10 đến 1000 ký tự, một lần. Tên của bạn không hiển thị; số điện thoại và thư điện tử được che.", min: 10, max: 1000 }),
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Gửi góp ý")),
  );
  onSubmit(form, async (data) => {
    await post(`${path}/comments`, { text: text(data, "text") });
    await done("Đã ghi nhận góp ý của bạn.");
  });
  return form;
}
