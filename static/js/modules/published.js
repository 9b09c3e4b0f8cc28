// The published cases: by words, ward, field and day, and always more of them.

import { get } from "../api.js";
import { publishedCard } from "../cases.js";
import { categoryOptions } from "../categories.js";
import { fill, h } from "../dom.js";
import { showPages } from "../pages.js";
import { unitSelect } from "../unit-select.js";
import { KINDS } from "../words.js";

const TYPED = ["q", "from", "to"];
const NAMES = [...TYPED, "ward", "unit", "kind", "category"];
const EVERY_KIND = [undefined];

export default async function published(form) {
  const list = document.getElementById("danh-sach");
  const asked = new URLSearchParams(location.search);
  for (const name of TYPED) form.elements[name].value ||= asked.get(name) ?? ""; // not over what was typed before this module came
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) search(); // a day is complete when the person says so
  });
  // The list does not wait for the filters, and the filters may fail without it.
  await Promise.all([show(list, Object.fromEntries(NAMES.map((name) => [name, asked.get(name)]))), addFilters(form, asked)]);

  function search() {
    const data = new FormData(form);
    // Until the lists are there, what the address asks for stands.
    const there = Boolean(form.elements.ward);
    const value = (name) => (there || TYPED.includes(name) ? data.get(name) : asked.get(name)) ?? "";
    const query = Object.fromEntries(NAMES.map((name) => [name, value(name).trim()]).filter(([, given]) => given));
    const words = new URLSearchParams(query).toString();
    history.replaceState(null, "", words ? `?${words}` : location.pathname);
    return show(list, query);
  }
}

async function addFilters(form, asked) {
  const place = form.querySelector("[data-filters]");
  const [{ categories }, ward, unit] = await Promise.all([
    get("/api/categories"),
    unitSelect({ id: "loc-phuong-xa", label: "Phường, xã", empty: "Tất cả phường, xã", value: asked.get("ward") ?? "", optional: true, filters: true }),
    unitSelect({ id: "loc-don-vi", label: "Cơ quan xử lý", empty: "Tất cả cơ quan", value: asked.get("unit") ?? "", optional: true, filters: true, name: "unit", what: "cơ quan", kinds: EVERY_KIND }),
  ]);
  place.prepend(ward, unit);
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

const show = (list, query) =>
  showPages(list, "/api/public/cases", { ...query, limit: 20 }, "cases", (item) => publishedCard(item, "h2"), "Không có kết quả nào khớp. Thử bớt chữ hoặc bỏ lọc.", { counted });

const counted = ({ cases, next }) => (next ? `${cases.length} kết quả đầu tiên` : `${cases.length} kết quả`);
