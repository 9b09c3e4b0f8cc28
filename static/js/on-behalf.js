// The Support Centre enters what somebody says by telephone, by letter or at the counter.

import { h } from "./dom.js";
import { line, select } from "./fields.js";
import { text } from "./form.js";
import { ENTRY_CHANNELS } from "./words.js";

/** The fields, or null for whoever is no officer of the Support Centre. */
export function onBehalf(person) {
  if (!person?.memberships.some(({ role }) => role === "support")) return null;
  const details = h("div", { class: "stack", hidden: true },
    line("caller_name", "Họ và tên người phản ánh", { id: "ho-ten-nguoi-goi", field: "on_behalf.name" }),
    line("caller_phone", "Số điện thoại", { id: "so-nguoi-goi", field: "on_behalf.phone", type: "tel", hint: "Ví dụ 0912 345 678. Số này phân biệt người phản ánh này với người khác." }),
    line("caller_email", "Thư điện tử", { id: "thu-nguoi-goi", field: "on_behalf.email", type: "email", optional: true }),
    select("caller_channel", "Người phản ánh liên hệ qua", Object.entries(ENTRY_CHANNELS), { id: "kenh-nguoi-goi", field: "on_behalf.channel" }),
    h("div", { class: "field", "data-field": "on_behalf.consent" },
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
