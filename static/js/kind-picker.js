// Which kind of report it is, found by questions in plain words. A field report needs no question at all.

import { get } from "./api.js";
import { fill, h, loading, notice, problemNotice } from "./dom.js";
import { kinds } from "./kinds.js";

/** What is known of a kind before the server has said more: a field report needs place, time and picture. */
const FIELD = { kind: "field", required: { address: true, happened_at: true, media: true }, confidential_by_default: false };

/** The control. `chosen(kind)` is called with a kind of the server's, at first with `initial` if there is one of that code. */
export function kindPicker({ initial, chosen }) {
  const place = h("div", { class: "stack-small" });
  const element = h("div", { class: "field", "data-field": "kind" }, place);
  let current = FIELD;

  function show(kind, { focus = false } = {}) {
    current = kind;
    const change = h("button", { type: "button", class: "button button--second", on: { click: ask } }, "Chọn loại khác");
    fill(
      place,
      h("p", {}, "Bạn đang gửi: ", h("strong", {}, kind.name ?? "phản ánh hiện trường"), "."),
      kind.description && h("p", { class: "field__hint" }, kind.description),
      handling(kind),
      kind.publicity === "result_only" && h("p", { class: "field__hint" }, kind.publicity_sentence),
      h("div", {}, change),
    );
    chosen(kind);
    if (focus) change.focus();
  }

  async function ask() {
    fill(place, loading("Đang mở câu hỏi…"));
    try {
      const [tree, all] = await Promise.all([get("/api/kinds/questions"), kinds()]);
      const byId = new Map(tree.questions.map((one) => [one.id, one]));
      question(byId.get(tree.start), byId, all);
    } catch (problem) {
      fill(place, problemNotice(problem, ask), cancel());
    }
  }

  function question(one, byId, all, before = []) {
    const heading = h("p", { class: "field__label", tabindex: "-1" }, one.text);
    const answer = (choice) => {
      if (choice.next) return question(byId.get(choice.next), byId, all, [...before, one]);
      if (choice.elsewhere) return elsewhere(choice, () => question(one, byId, all, before));
      return show(all.find(({ kind }) => kind === choice.kind) ?? FIELD, { focus: true });
    };
    const back = before.at(-1);
    fill(
      place,
      heading,
      h("ul", { class: "cards" }, one.answers.map((choice) =>
        h("li", {},
          h("button", { type: "button", class: "button button--second button--wide", on: { click: () => answer(choice) } }, choice.text),
          choice.hint && h("p", { class: "field__hint" }, choice.hint),
        ))),
      back && h("button", { type: "button", class: "button button--text", on: { click: () => question(back, byId, all, before.slice(0, -1)) } }, "Quay lại câu trước"),
      cancel(),
    );
    heading.focus();
  }

  function elsewhere(choice, back) {
    const said = notice("warning", h("p", {}, h("strong", {}, choice.text)), choice.elsewhere);
    said.tabIndex = -1;
    fill(place, said, h("button", { type: "button", class: "button button--second", on: { click: back } }, "Quay lại"), cancel());
    said.focus();
  }

  const cancel = () => h("button", { type: "button", class: "button button--text", on: { click: () => show(current, { focus: true }) } }, "Giữ loại đang chọn");

  show(FIELD);
  // The form does not wait: a field report may be written while the rest is asked.
  const ready = kinds().then((all) => show(all.find(({ kind }) => kind === (initial ?? current.kind)) ?? all[0] ?? FIELD), () => {});
  return { element, ready, current: () => current };
}

function handling(kind) {
  const limit = kind.limits?.find(({ what }) => what === "handling_normal");
  return limit && h("p", { class: "field__hint" }, `Thời hạn xử lý thông thường: ${limit.limit_in_words}.`);
}
