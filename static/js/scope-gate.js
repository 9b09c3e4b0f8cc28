// Before sending: does the text look like something that is not for here? It asks, it does not forbid.

import { post } from "./api.js";
import { h } from "./dom.js";

/** `passes(text)` is true when nothing stands against the text, or the person wants to send it all the same. */
export function scopeGate(form) {
  let accepted = null;
  let shown = null;

  async function passes(text) {
    shown?.remove();
    if (accepted === text) return true;
    // Where the question cannot be asked, the officer asks it.
    const { signals } = await post("/api/scope-check", { text }).catch(() => ({ signals: [] }));
    if (!signals.length) return true;
    ask(text, signals);
    return false;
  }

  function ask(text, signals) {
    const change = () => {
      shown.remove();
      form.elements.text.focus();
    };
    const send = () => {
      accepted = text;
      shown.remove();
      form.requestSubmit();
    };
    shown = h(
      "div", { class: "notice notice--warning", tabindex: "-1", "data-scope": true },
      h("div", { role: "alert" }, h("p", {}, h("strong", {}, "Trước khi gửi, vui lòng đọc lại")), signals.map(({ sentence, article }) => h("p", {}, `${sentence} (${article})`))),
      h("div", { class: "form__actions" },
        h("button", { type: "button", class: "button button--second", on: { click: change } }, "Sửa lại nội dung"),
        h("button", { type: "button", class: "button button--text", on: { click: send } }, "Vẫn gửi"),
      ),
    );
    form.querySelector("[type=submit]").closest("div").before(shown);
    shown.focus();
  }

  return { passes };
}
