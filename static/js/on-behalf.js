// The Support Centre enters what somebody says by telephone, by letter or at the counter.

import { h } from "./dom.js";
import { text } from "./form.js";
import { ENTRY_CHANNELS } from "./words.js";

const line = (name, id, label, { type = "text", optional, hint } = {}) =>
  h("div", { class: "field", "data-field": `on_behalf.${name}` },
    h("label", { class: "field__label", for: id }, label, optional && h("span", { class: "field__optional" }, " (không bắt buộc)")),
    hint && h("p", { class: "field__hint", id: `${id}-goi-y` }, hint),
    h("input", { class: "input", id, name: `caller_${name}`, type, autocomplete: "off", "aria-describedby": hint && `${id}-goi-y` }),
  );

/** The fields, or null for whoever is no officer of the Support Centre. */
export function onBehalf(person) {
  if (!person?.memberships.some(({ role }) => role === "support")) return null;
  const details = h("div", { class: "stack", hidden: true },
    line("name", "ho-ten-nguoi-goi", "Họ và tên người phản ánh"),
    line("phone", "so-nguoi-goi", "Số điện thoại", { type: "tel", hint: "Ví dụ 0912 345 678. Số này phân biệt người phản ánh này với người khác." }),
    line("email", "thu-nguoi-goi", "Thư điện tử", { type: "email", optional: true }),
    h("div", { class: "field", "data-field": "on_behalf.channel" },
      h("label", { class: "field__label", for: "kenh-nguoi-goi" }, "Người phản ánh liên hệ qua"),
      h("select", { class: "input", id: "kenh-nguoi-goi", name: "caller_channel" }, Object.entries(ENTRY_CHANNELS).map(([value, name]) => h("option", { value }, name))),
    ),
    h("div", { class: "field", "data-field": "on_behalf.consent consent_missing" },
      h("div", { class: "choice" },
        h("input", { type: "checkbox", id: "dong-y", name: "caller_consent" }),
        h("label", { for: "dong-y" }, "Người phản ánh đồng ý để Trung tâm nhập hộ và lưu họ tên, số điện thoại"),
      ),
    ),
  );
  const chosen = h("input", { type: "checkbox", id: "nhap-ho", name: "on_behalf" });
  chosen.addEventListener("change", () => (details.hidden = !chosen.checked));
  const element = h("fieldset", { class: "form__part" },
    h("legend", {}, "Nhập hộ"),
    h("div", { class: "choice" }, chosen, h("label", { for: "nhap-ho" }, "Tôi nhập phản ánh này thay cho người khác")),
    details,
  );
  /** What is sent of it; undefined when one reports for oneself. */
  const body = (data) =>
    chosen.checked
      ? { name: text(data, "caller_name"), phone: text(data, "caller_phone"), email: text(data, "caller_email"), channel: text(data, "caller_channel"), consent: data.has("caller_consent") }
      : undefined;
  return { element, body, chosen: () => chosen.checked };
}
