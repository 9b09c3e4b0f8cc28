// What a unit sets for itself: the calendar it follows, and whether urgent cases count around the clock.

import { get, put } from "../api.js";
import { h } from "../dom.js";
import { area, choices, line, WHY } from "../fields.js";
import { onSubmit, text } from "../form.js";
import { dateTime } from "../time.js";

const pathOf = (unit) => `/api/units/${encodeURIComponent(unit)}/settings`;
const ON_CALL = [
  ["false", "Chỉ tính trong giờ làm việc"],
  ["true", "Tính cả ngày lẫn đêm", "Đơn vị trực ngoài giờ: thời hạn tính bằng giờ chạy liên tục."],
];

/** How a unit is set now, and the form to change it for who may. `onDone` gets a sentence. */
export async function unitSettings(unit, mayEdit, onDone) {
  const now = await get(pathOf(unit));
  const [, onCall] = ON_CALL.find(([value]) => value === String(now.urgent_around_the_clock));
  if (!mayEdit) return h("p", {}, `Lịch làm việc: ${now.calendar}. Hồ sơ khẩn: ${onCall.toLowerCase()}.`);
  const form = h(
    "form",
    { class: "stack", "data-settings": unit },
    now.set && h("p", { class: "muted small" }, `Đặt lần cuối ${dateTime(now.set.at)}, ${now.set.by ?? ""}: ${now.set.reason}`),
    line("calendar", "Lịch làm việc", { narrow: true, value: now.calendar, hint: "Mã lịch; “city” là lịch chung của Thành phố. Đổi lịch thì thời hạn đang chạy được tính lại." }),
    choices("urgent_around_the_clock", "Thời hạn tính bằng giờ của hồ sơ khẩn", ON_CALL, { value: String(now.urgent_around_the_clock) }),
    area("reason", "Lý do", WHY),
    h("div", { class: "form__actions" }, h("button", { class: "button", type: "submit" }, "Lưu thiết lập")),
  );
  onSubmit(form, async (data) => {
    await put(pathOf(unit), { calendar: text(data, "calendar"), urgent_around_the_clock: data.get("urgent_around_the_clock") === "true", reason: text(data, "reason") });
    await onDone("Đã lưu thiết lập của đơn vị.");
  }, { busy: "Đang lưu…" });
  return form;
}
