// A list of the server's, page by page.

import { get } from "./api.js";
import { fill, h, loading, problemNotice } from "./dom.js";

/**
 * Shows a list in `place`: `item` makes a card of each entry of `name`; `empty` is said when there is
 * none. `tag` is that of the list, `more` what its button says (null: there is none); `head(page)` gives what stands above it,
 * and `counted(page)` the sentence on how many there are. Gives the first page, or null when it did not come.
 *
 * Called again for the same place it starts anew, and an answer that comes late covers nothing.
 */
export async function showPages(place, path, query, name, item, empty, { tag = "ul", more = "Xem thêm", head, counted } = {}) {
  const top = h("div", {});
  const status = h("div", { role: "status" }); // there before what it says
  const list = h(tag, { class: "cards" });
  const foot = h("div", {});
  fill(place, h("div", { class: "pages" }, top, status, list, foot));
  const next = async (after) => {
    fill(foot, loading());
    try {
      const page = await get(path, { ...query, after });
      const added = page[name].map((one) => item(one));
      list.append(...added);
      if (!after && head) fill(top, head(page));
      if (!after) fill(status, list.children.length ? counted && h("p", { class: "muted" }, counted(page)) : h("p", { class: "empty" }, empty));
      fill(foot, more && page.next && h("button", { type: "button", class: "button button--second button--wide", on: { click: () => next(page.next) } }, more));
      if (after) goOn(added[0]);
      return page;
    } catch (problem) {
      fill(foot, problemNotice(problem, () => next(after)));
      return null;
    }
  };
  return next();
}

/** The reader goes on where the list went on. */
function goOn(card) {
  if (!card) return;
  const target = card.querySelector("a, button, summary, [tabindex]") ?? card;
  if (target === card) card.tabIndex = -1;
  target.focus();
}
