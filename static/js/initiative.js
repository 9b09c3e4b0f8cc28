// What everybody reads of one initiative: what was decided, and how the plan comes on.

import { h, part } from "./dom.js";
import { gallery } from "./media.js";
import { dateTime, day } from "./time.js";
import * as words from "./words.js";

/** Where an initiative is read and supported. */
export const initiativeHref = (code) => `/sang-kien?ma=${encodeURIComponent(code)}`;

const TONES = { late: "tag tag--late", done: "tag tag--good" };

/** The plan with its milestones, or why there is none; nothing before the answer is public. */
export function decided(item) {
  if (item.decision === "adopt") return plan(item);
  return item.decision === "decline" ? part("Vì sao không áp dụng", h("p", { class: "as-written" }, item.reasons)) : null;
}

function plan({ plan: { text: what, from, to, responsible, milestones }, reports }) {
  const picturesOf = (number) => reports.filter(({ milestone }) => milestone === number).flatMap(({ media }) => media);
  return part("Kế hoạch thực hiện",
    h("p", { class: "as-written" }, what),
    h("p", { class: "muted" }, `${day(from)} – ${day(to)} · ${responsible}`),
    h("ol", { class: "timeline" }, milestones.map((stone) => h("li", {},
      h("p", { class: "timeline__what" }, stone.title, " ", stone.progress && h("span", { class: TONES[stone.progress] ?? "tag tag--plain" }, words.progress(stone.progress))),
      h("p", { class: "timeline__when" }, `Đến ${day(stone.due_on)}`, stone.reported_at && ` · cập nhật ${dateTime(stone.reported_at)}`),
      stone.note && h("p", { class: "as-written" }, stone.note),
      gallery(picturesOf(stone.number), "/api/public/media", `Ảnh của mốc ${stone.number}`),
    ))),
  );
}
