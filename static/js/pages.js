// A list of the server's, page by page.

import { get } from "./api.js";
import { fill, h, loading, problemNotice } from "./dom.js";

/** Shows a list in `place`: `item` makes a card of each entry of `name`; `empty` is said when there is none. */
export async function showPages(place, path, query, name, item, empty) {
  const list = h("ul", { class: "cards" });
  const foot = h("div", {});
  fill(place, list, foot);
  const next = async (after) => {
    fill(foot, loading());
    try {
      const page = await get(path, { ...query, after });
      const added = page[name].map(item);
      list.append(...added);
      fill(foot, !list.children.length && h("p", { class: "empty", role: "status" }, empty), page.next && h("button", { type: "button", class: "button button--second button--wide", on: { click: () => next(page.next) } }, "Xem thêm"));
      if (after) added[0]?.querySelector("a, button, summary, [tabindex]")?.focus();
    } catch (problem) {
      fill(foot, problemNotice(problem, () => next(after)));
    }
  };
  await next();
}
