// What the scripts of the pages decide without a page.

import assert from "node:assert/strict";
import { test } from "node:test";

const script = (name) => import(new URL(`../../static/js/${name}`, import.meta.url));

test("an error stands at the field itself before what holds it", async () => {
  const { fieldOf } = await script("form.js");
  const fields = ["plan", "plan.text", "plan.milestones", "plan.milestones[0].title", "ward point", "media"];
  const form = { querySelectorAll: () => fields.map((field) => ({ dataset: { field } })) };
  for (const [name, field] of [
    ["plan.text", "plan.text"],
    ["plan.milestones[0].title", "plan.milestones[0].title"],
    ["plan.milestones[1].due_on", "plan.milestones"],
    ["plan.to", "plan"],
    ["media[2]", "media"],
    ["point.latitude", "ward point"],
    ["planning", undefined],
  ]) {
    assert.equal(fieldOf(form, name)?.dataset.field, field, name);
  }
});

test("the way back from the sign-in leads to pages of ours only", async () => {
  const { wayBack } = await script("modules/sign-in.js");
  const here = { origin: "https://ihanoi.example", pathname: "/dang-nhap" };
  assert.equal(wayBack("/tra-cuu?ma=HN26-4K7Q2M9X", here), "https://ihanoi.example/tra-cuu?ma=HN26-4K7Q2M9X");
  for (const asked of [null, "", "/dang-nhap", "//evil.example/x", "/\\evil.example", "https://evil.example/", "javascript:alert(1)", "http://["]) {
    assert.equal(wayBack(asked, here), null, String(asked));
  }
  // A path that begins with two strokes would name another host if it stood alone.
  assert.equal(new URL(wayBack("/.//evil.example/x", here)).origin, here.origin);
});

test("a notice leads to where its matter is", async () => {
  const { leadsTo } = await script("modules/mine.js");
  const desk = { unit: "00070", role: "head" };
  for (const [topic, to, at = null, code = "HN26-4K7Q2M9X"] of [
    ["result_published", "/tra-cuu?ma=HN26-4K7Q2M9X"],
    ["overdue", "/can-bo?ho-so=HN26-4K7Q2M9X&don-vi=00070", desk],
    ["objection_received", "/quan-ly?muc=objections&don-vi=00070", desk],
    ["account_unlocked", "#tuan-thu"],
    ["violation_recorded", "#tuan-thu"],
    ["views_opened", "/sang-kien?ma=HN26-4K7Q2M9X"],
    ["plan_progressed", "/sang-kien?ma=HN26-4K7Q2M9X"],
    ["booking_confirmed", "/tiep-cong-dan?ma=TCD26-4K7Q2M9X", null, "TCD26-4K7Q2M9X"],
    ["booking_made", "/ban-tiep-cong-dan?ma=TCD26-4K7Q2M9X", desk, "TCD26-4K7Q2M9X"],
  ]) {
    assert.equal(leadsTo({ topic, code, desk: at }), to, topic);
  }
});

test("a code is read however it was typed", async () => {
  const { asCode } = await script("modules/case.js");
  for (const written of ["HN26-7K3M0Q21", "hn26 7k3m0q21", "hn267k3moq2l", " HN26–7K3MOQ2I "]) assert.equal(asCode(written), "HN26-7K3M0Q21", written);
  assert.equal(asCode(" abc "), "abc");
});

test("a file is called by its name without the ending, where that is more than a letter", async () => {
  const { titleOf } = await script("picker.js");
  assert.equal(titleOf("Thông báo cắt điện.pdf"), "Thông báo cắt điện");
  assert.equal(titleOf("a.pdf"), "a.pdf");
});

test("days and instants are written as the office writes them, wherever the reader is", async () => {
  const { dateTime, day, distance, fromInput, toInput } = await script("time.js");
  assert.equal(day("2026-07-01"), "01/07/2026");
  assert.equal(day(null), "–");
  assert.equal(dateTime("2026-02-13T09:00:00Z"), "13/02/2026 16:00");
  assert.equal(fromInput(toInput(new Date("2026-02-13T09:00:00Z"))), "2026-02-13T16:00:00+07:00");
  const now = Date.parse("2026-02-13T16:00:00+07:00");
  assert.equal(distance("2026-02-13T19:00:00+07:00", now), "còn 3 giờ");
  assert.equal(distance("2026-02-10T16:00:00+07:00", now), "quá hạn 3 ngày");
});
