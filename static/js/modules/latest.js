// The newest published cases, on the first page.

import { get } from "../api.js";
import { publishedCard } from "../cases.js";
import { fill, h, loading, problemNotice } from "../dom.js";

export default async function latest(element) {
  fill(element, loading());
  try {
    const { cases } = await get("/api/public/cases", { limit: 3 });
    fill(element, cases.length ? h("ul", { class: "cards" }, cases.map((item) => publishedCard(item))) : h("p", { class: "empty" }, "Chưa có kết quả nào được công khai."));
  } catch (problem) {
    fill(element, problemNotice(problem, () => latest(element)));
  }
}
