// The officers' page: which desk, which unit, the queue or the case. The address says all of it, so a
// case can be linked, and the browser's own "back" works.

import { withQuery } from "../api.js";
import { fill, h, loading, notice } from "../dom.js";
import { signedIn } from "../signed-in.js";
import { showAlerts } from "./desk-alerts.js";
import { showCase } from "./desk-case.js";
import { finder, select, units } from "./desk-fields.js";
import { showRunning } from "./desk-inspection.js";
import { showLedger } from "./desk-ledger.js";
import { page, showQueue } from "./desk-queue.js";

/** The desks: name in the interface, word on the tab, who works there. */
const DESKS = [
  { name: "verification", tab: "Tiếp nhận", title: "Chờ tiếp nhận, xác minh", roles: ["intake", "head", "centre"] },
  { name: "assignment", tab: "Điều phối", title: "Chờ điều phối, giao việc", roles: ["head", "centre"] },
  { name: "handling", tab: "Xử lý của tôi", title: "Hồ sơ giao cho tôi", roles: ["handler"] },
  { name: "approval", tab: "Phê duyệt", title: "Dự thảo, kết quả và công khai", roles: ["head", "handler", "centre"] },
  { name: "aftercare", tab: "Sau công khai", title: "Câu hỏi và đánh giá sau công khai", roles: ["head", "handler", "centre"] },
  { name: "support", tab: "Phối hợp", title: "Hồ sơ đơn vị phối hợp xử lý", roles: ["head", "handler", "centre"] },
  { name: "ledger", tab: "Sổ thời gian", title: "Thời gian đơn vị giữ hồ sơ", roles: ["centre"] },
  { name: "inspection", tab: "Thanh tra lãng phí", title: "Phản ánh lãng phí đã xác minh", roles: ["inspector"] },
  { name: "running", tab: "Đang thanh tra", title: "Các cuộc thanh tra đang tiến hành", roles: ["inspector"] },
  { name: "alerts", tab: "Cảnh báo", title: "Cảnh báo, tuyên truyền", roles: ["intake", "head", "handler", "centre"] },
];

/** The desks that are lists of their own, not queues of cases. */
const LISTS = { alerts: showAlerts, ledger: showLedger, running: showRunning };

/** Where those work whose role has no desk. */
const ELSEWHERE = {
  support: [["/gui", "Nhập phản ánh thay người gọi đến"], ["/cua-toi", "Phản ánh đã gửi"]],
  personnel: [["/dau-moi", "Cán bộ đầu mối"]],
  admin: [["/to-chuc", "Tổ chức và thiết lập"]],
};

const LEAVE = "Nội dung bạn đang nhập chưa được gửi. Rời khỏi và bỏ nội dung này?";

/** Where the address says we are. */
function asked() {
  const query = new URLSearchParams(location.search);
  return { desk: query.get("ban"), unit: query.get("don-vi"), code: query.get("ho-so")?.trim().toUpperCase() };
}

const addressOf = ({ desk, unit, code }) => withQuery("/can-bo", { ban: desk, "don-vi": unit, "ho-so": code });

export default async function desk(element) {
  const heading = element.querySelector("h1");
  const body = h("div", { class: "desk__body" }, loading());
  fill(element, heading, body);
  const person = await signedIn(body, "Vui lòng đăng nhập bằng tài khoản cán bộ để làm việc với hồ sơ.", () => desk(element));
  if (!person) return undefined;
  const memberships = person.memberships.filter(({ role }) => DESKS.some(({ roles }) => roles.includes(role)));
  if (!memberships.length) return fill(body, deskless(person));
  return new Desk(element, heading, person, memberships).show();
}

/** What is said to somebody without a desk, and where to go instead. */
function deskless({ memberships }) {
  const links = memberships.flatMap(({ role }) => ELSEWHERE[role] ?? []);
  return notice(
    memberships.length ? "info" : "warning",
    memberships.length ? "Vai trò của bạn không có bàn xử lý hồ sơ." : "Tài khoản này không thuộc đơn vị nào, nên không có hồ sơ để xử lý.",
    h("p", { class: "row" }, (links.length ? links : [["/cua-toi", "Xem phản ánh của tôi"]]).map(([href, name]) => h("a", { href }, name))),
  );
}

class Desk {
  constructor(element, heading, person, memberships) {
    this.person = person;
    this.memberships = memberships;
    this.watches = memberships.some(({ role }) => role === "centre");
    this.own = [...new Map(memberships.map(({ unit }) => [unit.id, unit])).values()];
    this.chooser = h("div", { class: "desk__unit" });
    this.tabs = h("nav", { class: "tabs", "aria-label": "Bàn làm việc" });
    this.view = h("div", { class: "desk__view stack" });
    fill(element, h("div", { class: "desk__head" }, heading, h("p", { class: "muted" }, `${person.name}, ${[...new Set(memberships.map(({ role_name: name }) => name))].join(", ")}`)), this.chooser, this.tabs, this.view);
    element.addEventListener("click", (event) => this.follow(event));
    addEventListener("popstate", () => this.moved());
    addEventListener("beforeunload", (event) => this.dirty() && event.preventDefault());
  }

  dirty() {
    return this.view.querySelector("form[data-dirty]") !== null;
  }

  /** Links of this page change what is shown without loading it anew; a new tab stays possible. */
  follow(event) {
    const link = event.target.closest("a[data-go]");
    if (!link || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.go(link.getAttribute("href"));
  }

  go(address) {
    if (this.dirty() && !confirm(LEAVE)) return;
    history.pushState(null, "", address);
    this.show(true);
  }

  /** The browser's "back" and "forward" ask as links do. */
  moved() {
    if (location.pathname + location.search === this.at) return; // only the fragment changed: the skip link
    if (this.dirty() && !confirm(LEAVE)) history.pushState(null, "", this.at);
    else this.show(true);
  }

  /** The desks the person works at in that unit; the Centre looks at any unit. */
  desksIn(unit) {
    const roles = this.memberships.filter((membership) => this.watches || membership.unit.id === unit).map(({ role }) => role);
    return DESKS.filter((known) => known.roles.some((role) => roles.includes(role)) && (known.name !== "alerts" || this.own.some(({ id }) => id === unit)));
  }

  async show(moved = false) {
    const { desk, unit: wanted, code } = asked();
    this.at = location.pathname + location.search;
    const unit = wanted && (this.watches || this.own.some(({ id }) => id === wanted)) ? wanted : this.own[0].id;
    const desks = this.desksIn(unit);
    const current = desks.find(({ name }) => name === desk) ?? desks[0];
    const place = { desk: current.name, unit };
    this.showing = addressOf({ ...place, code });
    const showing = this.showing;
    const context = {
      name: current.name,
      title: current.title,
      unit,
      me: this.person,
      isHead: this.memberships.some((membership) => membership.role === "head" && membership.unit.id === unit),
      back: addressOf(place),
      to: (other) => addressOf({ ...place, code: other }),
      // A supporter goes on seeing what it was asked for, and the Inspectorate what is verified, whoever holds the case.
      sees: (other) => ["support", "inspection", "running"].includes(current.name) || this.watches || this.own.some(({ id }) => id === other),
      shows: () => this.showing === showing,
      changed: () => this.count(desks, place),
      next: async (done) => (LISTS[current.name] ? null : (await page(current.name, unit, { limit: 2 })).cases.find((item) => item.code !== done)),
    };
    document.title = `${code ? `Hồ sơ ${code}` : current.title} – iHanoi`;
    this.showTabs(desks, place);
    this.showChooser(place); // the queue does not wait for the list of units
    this.count(desks, place);
    if (code) await showCase(this.view, code, context);
    else await (LISTS[current.name] ?? showQueue)(this.view, context);
    if (moved && !code && this.showing === showing) {
      this.view.querySelector("h2")?.focus({ preventScroll: true });
      scrollTo({ top: 0 });
    }
  }

  showTabs(desks, place) {
    fill(
      this.tabs,
      h(
        "ul",
        { class: "tabs__list" },
        desks.map(({ name, tab }) =>
          h("li", {}, h("a", { href: addressOf({ ...place, desk: name }), "data-go": true, "data-desk": name, "aria-current": name === place.desk ? "page" : null }, tab, h("span", { class: "tabs__count" }))),
        ),
      ),
    );
    this.showCurrentTab();
  }

  /** On a phone the tabs are pushed sideways; the page itself stays where it is. */
  showCurrentTab() {
    const tab = this.tabs.querySelector("[aria-current]");
    if (tab) this.tabs.scrollLeft = tab.offsetLeft - (this.tabs.clientWidth - tab.offsetWidth) / 2;
  }

  /** How many wait at each desk. A count that cannot be had is left out: the queue itself will say why. */
  async count(desks, place) {
    const tabs = this.tabs.firstElementChild; // of this unit; another's are other elements
    await Promise.all(
      desks
        .filter(({ name }) => !LISTS[name])
        .map(async ({ name }) => {
          const found = await page(name, place.unit, { limit: 1 }).catch(() => null);
          const counted = tabs.querySelector(`[data-desk="${name}"] .tabs__count`);
          if (found && counted) fill(counted, ` (${found.total})`, found.overdue > 0 && h("span", { class: "tabs__late" }, `${found.overdue} quá hạn`));
        }),
    );
    this.showCurrentTab();
  }

  async showChooser(place) {
    if (!this.watches && this.own.length === 1) return fill(this.chooser, h("p", { class: "desk__place" }, this.own[0].name ?? this.own[0].id));
    if (this.chosen === place.unit) return undefined;
    this.chosen = place.unit;
    const known = this.watches ? await units().catch(() => this.own) : this.own;
    if (this.chosen !== place.unit) return undefined; // another was opened meanwhile
    const options = known.map(({ id, name }) => [id, name ?? id]);
    const field = this.watches ? finder("unit", "Đơn vị", options, { value: place.unit }) : select("unit", "Đơn vị", options, { value: place.unit });
    // Only the button moves the page: walking through a list with the arrow keys must not.
    const control = field.querySelector("select");
    const open = h("button", { type: "button", class: "button button--second", on: { click: () => control.value && this.go(addressOf({ desk: asked().desk ?? place.desk, unit: control.value })) } }, "Mở đơn vị này");
    return fill(this.chooser, h("div", { class: "desk__chooser" }, field, open));
  }
}
