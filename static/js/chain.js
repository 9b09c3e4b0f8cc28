// Cases on one matter, when it was reported again.

import { h } from "./dom.js";
import * as words from "./words.js";

/** The other cases on the same matter, oldest first. */
export function chain(cases, code, href) {
  if (!cases.length) return null;
  return h(
    "section",
    { class: "stack", "aria-labelledby": "cung-su-viec" },
    h("h3", { id: "cung-su-viec" }, `Cùng một sự việc, phản ánh ${cases.length} lần`),
    h(
      "ol",
      {},
      cases.map((one) =>
        h("li", {}, one.code === code ? h("strong", { class: "code" }, one.code) : h("a", { class: "code", ...href(one.code) }, one.code), ` · ${words.state(one.state)}`, one.satisfaction && ` · ${words.satisfaction(one.satisfaction)}`),
      ),
    ),
  );
}
