// Services and utilities: by words, area and need.

import { me } from "../api.js";
import { fact, fill, h } from "../dom.js";
import { showPages } from "../pages.js";
import { dateTime } from "../time.js";
import { unitSelect } from "../unit-select.js";
import * as words from "../words.js";

export default async function services(element) {
  const asked = new URLSearchParams(location.search);
  const person = await me().catch(() => null);
  const q = h("input", { class: "input", type: "search", id: "tim", name: "q", maxlength: 200, "aria-describedby": "goi-y-tim", autocomplete: "off", value: asked.get("q") ?? "" });
  const category = h("select", { class: "input", id: "nhu-cau", name: "category" },
    h("option", { value: "" }, "Mọi nhu cầu"),
    Object.entries(words.SERVICE_CATEGORIES).map(([key, name]) => h("option", { value: key }, name)));
  category.value = asked.get("category") ?? "";
  const home = asked.get("ward") ?? person?.residence?.id ?? "";
  const slot = h("div", {});
  let ward = null; // the list of wards comes when it comes; without it the search still works
  const form = h("form", { class: "form", role: "search" },
    h("div", { class: "field" }, h("label", { class: "field__label", for: "tim" }, "Tìm dịch vụ"), h("p", { class: "field__hint", id: "goi-y-tim" }, "Không cần gõ dấu, ví dụ: tiem chung."), q),
    h("div", { class: "field" }, h("label", { class: "field__label", for: "nhu-cau" }, "Nhu cầu"), category),
    slot,
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Tìm")));
  const list = h("div", { class: "stack" });
  const search = () => {
    const query = { q: q.value.trim(), category: category.value, ward: ward ? ward.select.value : home, limit: 20 };
    return showPages(list, "/api/public/services", query, "services", card, "Không có dịch vụ nào khớp. Thử bớt chữ hoặc bỏ lọc.", { counted });
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  category.addEventListener("change", search);
  const addWards = async () => {
    ward = await unitSelect({ id: "phuong-xa", label: "Phường, xã", empty: "Toàn thành phố", value: home, optional: true, filters: true }).catch(() => null);
    ward?.addEventListener("change", search);
    fill(slot, ward);
  };
  fill(element, form, list);
  await Promise.all([search(), addWards()]);
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

const counted = ({ services: found, next }) => (next ? `${found.length} dịch vụ đầu tiên` : `${found.length} dịch vụ`);

function card(item) {
  return h("li", { class: "card", "data-service": item.id },
    h("p", {}, h("span", { class: "tag" }, words.serviceCategory(item.category))),
    h("h2", { class: "card__title", tabindex: "-1" }, item.title),
    facts(item),
    h("p", { class: "card__facts" }, h("span", {}, item.unit.name ?? item.unit.id)));
}
