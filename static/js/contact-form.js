// How one is reached, and the organisation one may report for.

import { get, put } from "./api.js";
import { h } from "./dom.js";
import { line } from "./fields.js";
import { onSubmit, text } from "./form.js";

const optional = (name, id, label, rest) => line(name, label, { id, optional: true, ...rest });

/** The form with what is kept now. */
export async function contactForm() {
  const kept = await get("/api/me/contact");
  const said = h("p", { role: "status" });
  const tail = h("p", { class: "field__hint" });
  const sayTail = (digits) => (tail.textContent = digits ? `Đang lưu bốn số cuối: ${digits}.` : "");
  sayTail(kept.national_id_tail);
  const number = optional("national_id", "so-dinh-danh", "Số định danh cá nhân", { inputmode: "numeric", hint: "12 chữ số trên thẻ căn cước. Hệ thống chỉ lưu bốn số cuối." });
  number.append(tail);
  const form = h("form", { class: "form", method: "post" },
    optional("phone", "so-dien-thoai", "Số điện thoại", { value: kept.phone, type: "tel", autocomplete: "tel", hint: "Để cán bộ gọi lại khi cần hỏi thêm." }),
    optional("email", "thu-dien-tu", "Thư điện tử", { value: kept.email, type: "email", autocomplete: "email" }),
    number,
    h("fieldset", { class: "field" },
      h("legend", {}, h("span", {}, "Tổ chức bạn đại diện")),
      h("p", { class: "field__hint" }, "Điền cả hai mục nếu bạn gửi phản ánh thay cho doanh nghiệp, tổ chức."),
      optional("organisation.name", "ten-to-chuc", "Tên tổ chức", { value: kept.organisation?.name, autocomplete: "organization" }),
      optional("organisation.tax_code", "ma-so-thue", "Mã số thuế", { value: kept.organisation?.tax_code, inputmode: "numeric" }),
    ),
    h("div", { class: "form__actions" }, h("button", { class: "button button--second", type: "submit" }, "Lưu thông tin liên hệ")),
    said,
  );
  onSubmit(form, async (data) => {
    said.textContent = "";
    const organisation = { name: text(data, "organisation.name"), tax_code: text(data, "organisation.tax_code") };
    const now = await put("/api/me/contact", {
      phone: text(data, "phone"),
      email: text(data, "email"),
      national_id: text(data, "national_id"),
      organisation: organisation.name || organisation.tax_code ? organisation : undefined,
    });
    form.elements.national_id.value = "";
    form.elements.phone.value = now.phone ?? "";
    sayTail(now.national_id_tail);
    said.textContent = "Đã lưu thông tin liên hệ.";
  }, { busy: "Đang lưu…" });
  return form;
}
