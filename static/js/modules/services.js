// Services and utilities: by words, area and need.

import { me } from "../api.js";
import { fill, h } from "../dom.js";
import { showPages } from "../pages.js";
import { dateTime } from "../time.js";
import { unitSelect } from "../unit-select.js";
import * as words from "../words.js";

export default async function services(element) {
  const asked = new URLSearchParams(location.search);
  const person = await me().catch(() => null);
  const q = h("input", { class: "input", type: "search", id: "tim", name: "q", maxlength: 200, autocomplete: "off", value: asked.get("q") ?? "" });
  const category = h("select", { class: "input", id: "nhu-cau", name: "category" },
    h("option", { value: "" }, "Mọi nhu cầu"),
    Object.entries(words.SERVICE_CATEGORIES).map(([key, name]) => h("option", { value: key }, name)));
  category.value = asked.get("category") ?? "";
  // Without the list of wards the search still works.
  const ward = await unitSelect({ id: "phuong-xa", label: "Phường, xã", empty: "Toàn thành phố", value: asked.get("ward") ?? person?.residence?.id ?? "", optional: true, filters: true }).catch(() => null);
  const form = h("form", { class: "form", role: "search" },
    h("div", { class: "field" }, h("label", { class: "field__label", for: "tim" }, "Tìm dịch vụ"), h("p", { class: "field__hint" }, "Không cần gõ dấu, ví dụ: tiem chung."), q),
    h("div", { class: "field" }, h("label", { class: "field__label", for: "nhu-cau" }, "Nhu cầu"), category),
    ward,
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Tìm")));
  const list = h("div", { class: "stack", "aria-live": "polite" });
  const search = () => {
    const query = { q: q.value.trim(), category: category.value, ward: ward?.select.value ?? "", limit: 20 };
    return showPages(list, "/api/public/services", query, "services", card, "Không có dịch vụ nào khớp. Thử bớt chữ hoặc bỏ lọc.");
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  category.addEventListener("change", search);
  ward?.addEventListener("change", search);
  fill(element, form, list);
  await search();
}

/** What a citizen reads of a service. */
export function facts(item) {
  return [
    h("p", { class: "as-written" }, item.text),
    h("dl", { class: "facts" },
      item.place && fact("Địa điểm", item.place),
      item.hours && fact("Giờ phục vụ", item.hours),
      item.phone && fact("Điện thoại", h("a", { href: `tel:${item.phone.replace(/[ .]/g, "")}` }, item.phone)),
      item.link && fact("Trang web", h("a", { href: item.link, rel: "noopener noreferrer" }, item.link)),
      fact("Phạm vi", item.areas.length ? item.areas.map(({ id, name }) => name ?? id).join(", ") : "Toàn thành phố"),
      item.valid_to && fact("Đến", dateTime(item.valid_to))),
  ];
}

const fact = (term, value) => h("div", {}, h("dt", {}, term), h("dd", {}, value));

function card(item) {
  return h("li", { class: "card", "data-service": item.id },
    h("p", {}, h("span", { class: "tag" }, words.serviceCategory(item.category))),
    h("h2", { class: "card__title", tabindex: "-1" }, item.title),
    facts(item),
    h("p", { class: "card__facts" }, h("span", {}, item.unit.name ?? item.unit.id)));
}
