// The newest published cases, on the first page.

import { publishedCard } from "../cases.js";
import { showPages } from "../pages.js";

export default function latest(element) {
  return showPages(element, "/api/public/cases", { limit: 3 }, "cases", publishedCard, "Chưa có kết quả nào được công khai.", { more: null });
}
