// The published cases: by words, ward and field, and always more of them.

import { get } from "../api.js";
import { publishedCard } from "../cases.js";
import { categoryOptions } from "../categories.js";
import { fill, h, loading, problemNotice } from "../dom.js";
import { unitSelect } from "../unit-select.js";
import { KINDS } from "../words.js";

const NAMES = ["q", "ward", "kind", "category"];

export default async function published(form) {
  const list = document.getElementById("danh-sach");
  const asked = new URLSearchParams(location.search);
  form.elements.q.value ||= asked.get("q") ?? ""; // not over what was typed before this module came
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  form.addEventListener("change", (event) => {
    if (NAMES.includes(event.target.name) && event.target.name !== "q") search();
  });
  // The list does not wait for the filters, and the filters may fail without it.
  await Promise.all([show(list, Object.fromEntries(NAMES.map((name) => [name, asked.get(name)]))), addFilters(form, asked)]);

  function search() {
    const data = new FormData(form);
    const query = Object.fromEntries(NAMES.map((name) => [name, (data.get(name) ?? "").trim()]).filter(([, value]) => value));
    const words = new URLSearchParams(query).toString();
    history.replaceState(null, "", words ? `?${words}` : location.pathname);
    return show(list, query);
  }
}

async function addFilters(form, asked) {
  const place = form.querySelector("[data-filters]");
  const [{ categories }, ward] = await Promise.all([
    get("/api/categories"),
    unitSelect({ id: "loc-phuong-xa", label: "Phường, xã", empty: "Tất cả phường, xã", value: asked.get("ward") ?? "", optional: true, filters: true }),
  ]);
  place.prepend(ward);
  form.elements.kind.append(...Object.entries(KINDS).map(([value, name]) => h("option", { value }, name)));
  form.elements.kind.value = asked.get("kind") ?? "";
  const select = form.elements.category;
  // A kind has its own fields; a field of another is not looked for.
  const offer = () => {
    const [kind, chosen] = [form.elements.kind.value, select.value];
    const kept = categories.filter((category) => !kind || category.kind === kind);
    fill(select, h("option", { value: "" }, "Tất cả lĩnh vực"), categoryOptions(kept));
    select.value = kept.some(({ code }) => code === chosen) ? chosen : "";
  };
  offer();
  select.value = asked.get("category") ?? "";
  // Before the form's own listener, which searches.
  form.elements.kind.addEventListener("change", offer);
}

let turn = 0;
async function show(list, query) {
  const mine = ++turn; // an answer that comes late must not cover a newer one
  fill(list, loading());
  try {
    const page = await get("/api/public/cases", { ...query, limit: 20 });
    if (mine !== turn) return;
    if (!page.cases.length) {
      fill(list, h("p", { class: "empty", role: "status" }, "Không có kết quả nào khớp. Thử bớt chữ hoặc bỏ lọc."));
      return;
    }
    const cards = h("ul", { class: "cards" }, page.cases.map((item) => publishedCard(item, "h2")));
    fill(list, h("p", { class: "muted", role: "status" }, page.next ? `${page.cases.length} kết quả đầu tiên` : `${page.cases.length} kết quả`), cards);
    more(list, cards, query, page.next);
  } catch (problem) {
    if (mine === turn) fill(list, problemNotice(problem, () => show(list, query)));
  }
}

function more(list, cards, query, next) {
  if (!next) return;
  let busy = false;
  const button = h("button", { type: "button", class: "button button--second button--wide", on: { click: async () => {
    if (busy) return;
    busy = true;
    list.querySelector(".notice--error")?.remove();
    try {
      const page = await get("/api/public/cases", { ...query, limit: 20, after: next });
      const added = page.cases.map((item) => publishedCard(item, "h2"));
      cards.append(...added);
      button.remove();
      more(list, cards, query, page.next);
      added[0]?.querySelector("a")?.focus(); // the reader goes on where the list went on
    } catch (problem) {
      button.after(problemNotice(problem));
    } finally {
      busy = false;
    }
  } } }, "Xem thêm");
  list.append(button);
}
