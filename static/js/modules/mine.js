// What is one's own: reports, notices, where one lives.

import { put } from "../api.js";
import { caseHref } from "../cases.js";
import { contactForm } from "../contact-form.js";
import { fill, h, later, loading, notice, section } from "../dom.js";
import { onSubmit } from "../form.js";
import { initiativeHref } from "../initiative.js";
import { showPages } from "../pages.js";
import { signedIn } from "../signed-in.js";
import { dateTime, distance, urgency } from "../time.js";
import { unitSelect } from "../unit-select.js";
import * as words from "../words.js";

export default async function mine(element) {
  const place = h("div", { class: "stack-large" });
  element.append(place);
  await show(place);
}

async function show(place) {
  fill(place, loading());
  const person = await signedIn(place, "Đăng nhập để xem phản ánh và thông báo của bạn.", () => show(place));
  if (!person) return;
  const none = (sentence, label) => [sentence, h("a", { class: "link-target", href: "/gui" }, label)];
  const home = later(() => residence(person));
  fill(place, h("p", {}, "Xin chào ", h("strong", {}, person.name), ". ", h("a", { class: "link-target", href: "/dang-nhap" }, "Tài khoản và đăng xuất")),
    h("div", { class: "columns" },
      section("phan-anh", "Phản ánh của tôi", pages("/api/reports", "reports", report, none("Bạn chưa gửi phản ánh nào. ", "Gửi phản ánh"))),
      h("div", { class: "stack-large" },
        section("thong-bao", "Thông báo", pages("/api/notices", "notices", message, "Chưa có thông báo nào.")),
        section("noi-o", "Nơi ở", home),
        section("lien-he", "Thông tin liên hệ", later(contactForm)),
        person.memberships.some(({ role }) => role === "support") && section("nhap-ho", "Phản ánh tôi nhập hộ", pages("/api/entries", "entries", entry, none("Bạn chưa nhập hộ phản ánh nào. ", "Nhập phản ánh"))),
      ),
    ));
  // What an address leads to was not there when the page opened. The other part of the page finds its own place.
  await home.ready;
  if (location.hash !== "#tuan-thu") document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

/** A list of the server's, page by page. */
function pages(path, name, item, empty) {
  const place = h("div", { class: "stack" });
  showPages(place, path, { limit: 10 }, name, item, empty);
  return place;
}

function report(line) {
  const tone = line.due_at ? urgency(line.due_at) : "";
  return h("li", { class: line.information_pending ? "card card--soon" : "card" },
    h("p", { class: "row" }, h("span", { class: words.stateTone(line.state) }, words.state(line.state)), line.information_pending && h("span", { class: "tag tag--soon" }, "Cần bạn bổ sung")),
    h("h3", { class: "card__title" }, h("a", { href: caseHref(line.code) }, line.excerpt)),
    h("p", {}, [line.address, line.ward_name].filter(Boolean).join(" – ")),
    h("p", { class: "card__facts" },
      h("span", { class: "code" }, line.code),
      line.kind !== "field" && h("span", {}, words.kind(line.kind)),
      h("span", {}, line.category_name),
      h("span", {}, `Gửi ${dateTime(line.submitted_at)}`),
      h("span", {}, `Đang giữ: ${line.unit_name}`),
      line.due_at && h("span", {}, `Hạn ${dateTime(line.due_at)}${tone ? `, ${distance(line.due_at)}` : ""}`),
    ),
  );
}

const CONDUCT = ["violation_recorded", "account_locked", "account_unlocked", "violation_annulled", "objection_rejected"];
const VIEWS = ["views_opened", "views_closed", "plan_progressed"];

/** Where a notice leads: bookings of citizen reception, and what is said of conduct, have places of their own. */
export function leadsTo(one) {
  const code = encodeURIComponent(one.code);
  if (one.code.startsWith("TCD")) return one.desk ? `/ban-tiep-cong-dan?ma=${code}` : `/tiep-cong-dan?ma=${code}`;
  // Who works in two units comes to the one that was told.
  const unit = one.desk && `don-vi=${encodeURIComponent(one.desk.unit)}`;
  if (one.topic === "objection_received") return `/quan-ly?muc=objections&${unit}`;
  if (CONDUCT.includes(one.topic)) return "#tuan-thu";
  if (one.desk?.role === "support") return caseHref(one.code); // to call back whoever has no account
  if (VIEWS.includes(one.topic)) return initiativeHref(one.code);
  return one.desk ? `/can-bo?ho-so=${code}&${unit}` : caseHref(one.code);
}

function entry(line) {
  return h("li", { class: "card" },
    h("p", { class: "card__title" }, h("a", { href: caseHref(line.code) }, line.name)),
    h("p", { class: "card__facts" },
      h("span", { class: "code" }, line.code),
      h("span", {}, words.state(line.state)),
      h("span", {}, line.category_name ?? words.kind(line.kind)),
      h("span", {}, `Đang giữ: ${line.unit.name ?? line.unit.id}`),
      h("span", {}, `${words.entryChannel(line.channel)}, ${dateTime(line.at)}`),
      line.without_account && line.information_pending && h("span", { class: "tag tag--soon" }, "Cần gọi lại để bổ sung"),
      line.without_account && line.question_until && h("span", { class: "tag tag--plain" }, `Hỏi làm rõ được đến ${dateTime(line.question_until)}`),
    ),
  );
}

function message(one) {
  return h("li", { class: "card" },
    h("p", { class: "card__title" }, h("a", { href: leadsTo(one) }, one.sentence)),
    h("p", { class: "card__facts" }, h("span", { class: "code" }, one.code), h("span", {}, dateTime(one.at)), one.desk && h("span", {}, `${words.role(one.desk.role)}, ${one.desk.unit_name}`)),
  );
}

/** The ward was split in a reorganisation: only the person knows in which part they live. */
const moved = (person) =>
  person.residence_to_confirm &&
  notice("warning", `Phường, xã nơi bạn ở đã được sắp xếp lại, hệ thống tạm ghi ${person.residence?.name ?? ""}. Vui lòng kiểm tra và lưu để xác nhận.`);

async function residence(person) {
  const field = await unitSelect({ id: "noi-o-phuong-xa", label: "Phường, xã nơi bạn ở", hint: "Để nhận cảnh báo của đúng nơi bạn ở.", value: person.residence?.id });
  const said = h("p", { role: "status" });
  const form = h("form", { class: "form", method: "post" }, moved(person), field, h("div", { class: "form__actions" }, h("button", { class: "button button--second", type: "submit" }, "Lưu nơi ở")), said);
  onSubmit(form, async (data) => {
    said.textContent = "";
    const now = await put("/api/me/residence", { ward: data.get("ward") || undefined });
    said.textContent = `Đã lưu: ${now.residence?.name ?? ""}.`;
  }, { busy: "Đang lưu…" });
  return form;
}
