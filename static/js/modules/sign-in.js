// Signing in and out, and the sessions that stand. People of the demo only, as long as the city's
// sign-in is not connected.

import { get, me, post, remove } from "../api.js";
import { fill, h, loading, notice, problemNotice } from "../dom.js";
import * as draft from "../draft.js";
import { dateTime } from "../time.js";

export default async function signIn(element) {
  const place = h("div", { class: "stack-large" });
  element.append(place);
  fill(place, loading());
  try {
    const person = await me();
    fill(place, person && account(person), person && sessions(), await demo(person));
  } catch (problem) {
    fill(place, problemNotice(problem, () => location.reload()));
  }
}

function account(person) {
  const said = h("div");
  const out = h("button", { type: "button", class: "button", on: { click: async () => {
    try {
      await remove("/api/sessions/current");
      draft.forget(); // the next person at this device is somebody else
      location.assign("/");
    } catch (problem) {
      fill(said, problemNotice(problem));
    }
  } } }, "Đăng xuất");
  return h("section", { class: "stack", "aria-labelledby": "tai-khoan" },
    h("h2", { id: "tai-khoan" }, "Tài khoản"),
    h("p", {}, "Bạn đang đăng nhập là ", h("strong", {}, person.name), person.memberships.length > 0 && ` (${person.memberships.map(job).join("; ")})`, "."),
    h("p", { class: "row" }, out, h("a", { class: "button button--second", href: "/cua-toi" }, "Hồ sơ của tôi")),
    said,
  );
}

const job = ({ role_name: role, unit }) => `${role}, ${unit.name ?? unit.id}`;

function sessions() {
  const list = h("div", { class: "stack" });
  const show = async () => {
    fill(list, loading());
    try {
      const { sessions: open } = await get("/api/sessions");
      fill(list, h("ul", { class: "cards" }, open.map((session) => h("li", { class: "card" },
        h("p", {}, `Đăng nhập ${dateTime(session.created_at)}, hết hạn ${dateTime(session.expires_at)}`),
        session.current ? h("p", {}, h("span", { class: "tag tag--good" }, "Phiên này")) : h("button", { type: "button", class: "button button--second", on: { click: () => end(session) } },
          "Kết thúc", h("span", { class: "visually-hidden" }, ` phiên đăng nhập ${dateTime(session.created_at)}`)),
      ))));
    } catch (problem) {
      fill(list, problemNotice(problem, show));
    }
  };
  const end = async (session) => {
    try {
      await remove(`/api/sessions/${encodeURIComponent(session.id)}`);
    } catch (problem) {
      if (problem.status !== 404) return void list.prepend(problemNotice(problem));
    }
    await show();
    heading.focus();
  };
  const heading = h("h2", { id: "phien", tabindex: "-1" }, "Các phiên đăng nhập");
  show();
  return h("section", { class: "stack", "aria-labelledby": "phien" }, heading,
    h("p", { class: "muted" }, "Nếu có phiên không phải của bạn, hãy kết thúc phiên đó."), list);
}

/** The people of the demo, or what to say where there are none. */
async function demo(person) {
  let first;
  try {
    first = await get("/api/dev/accounts");
  } catch (problem) {
    if (problem.status !== 404) throw problem;
    return person ? null : notice("info", h("p", {}, "Hiện chưa thể đăng nhập. Bạn vẫn tra cứu hồ sơ theo mã và xem kết quả đã công khai được."));
  }
  const said = h("div");
  const list = h("ul", { class: "cards", "aria-live": "off" });
  const count = h("p", { class: "field__hint", role: "status" });
  const filter = h("input", { class: "input", id: "tim-tai-khoan", type: "search", autocomplete: "off", "aria-describedby": "goi-y-tai-khoan", on: { input: find } });

  let turn = 0;
  async function find() {
    const mine = ++turn;
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (mine !== turn) return;
    try {
      const answer = await get("/api/dev/accounts", { q: filter.value.trim() });
      if (mine === turn) show(answer);
    } catch (problem) {
      fill(said, problemNotice(problem, find));
    }
  }

  function show({ accounts }) {
    const shown = accounts.slice(0, 20);
    count.textContent = accounts.length === 0 ? "Không có ai khớp." : accounts.length > shown.length ? "Hiển thị 20 tài khoản đầu tiên; gõ thêm để tìm." : `${accounts.length} tài khoản`;
    fill(list, shown.map((one) => h("li", { class: "card person" },
      h("div", {},
        h("p", { class: "card__title" }, one.name),
        h("p", { class: "muted small" }, one.memberships.length ? one.memberships.map(job).join("; ") : ["người dân", one.residence?.name, one.verified ? null : "chưa xác thực"].filter(Boolean).join(", ")),
      ),
      h("button", { type: "button", class: "button button--second", on: { click: () => enter(one) } }, "Đăng nhập", h("span", { class: "visually-hidden" }, ` với tên ${one.name} (${one.id})`)),
    )));
  }

  async function enter(one) {
    try {
      await post("/api/sessions", { account: one.id });
      location.assign(wayBack(new URLSearchParams(location.search).get("tiep")) ?? (one.memberships.length ? "/can-bo" : "/"));
    } catch (problem) {
      fill(said, problemNotice(problem));
    }
  }

  show(first);
  return h("section", { class: "stack", "aria-labelledby": "thu-nghiem" },
    h("h2", { id: "thu-nghiem" }, person ? "Đăng nhập người khác" : "Đăng nhập thử nghiệm"),
    notice("warning", h("p", {}, "Chỉ dùng khi phát triển và trình diễn: ai cũng vào được bằng các tài khoản mẫu này, không cần mật khẩu. Khi vận hành thật, phần này được tắt.")),
    h("div", { class: "field" },
      h("label", { class: "field__label", for: filter.id }, "Tìm tài khoản mẫu"),
      h("p", { class: "field__hint", id: "goi-y-tai-khoan" }, "Theo tên, đơn vị hoặc vai trò, không cần dấu, ví dụ: hoan kiem tiep nhan."),
      filter, count),
    said, list,
  );
}

/** Where the person came from, if that is a page of ours: the whole address, since a path may begin with `//` and name another host. */
export function wayBack(asked, here = location) {
  if (!asked || !URL.canParse(asked, here.origin)) return null;
  const url = new URL(asked, here.origin);
  return url.origin === here.origin && url.pathname !== here.pathname ? url.href : null;
}
