// What the scripts of the desks decide without a page.

import assert from "node:assert/strict";
import { test } from "node:test";

const script = (name) => import(new URL(`../../static/js/modules/${name}`, import.meta.url));
const formData = (fields) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
};

const limit = (what, limit, words) => ({ what, limit, limit_in_words: words });
const FIELD = { limits: [limit("handling_urgent", "4wh", "4 giờ làm việc"), limit("handling_normal", "7wd", "7 ngày làm việc"), limit("handling_complex", "15wd", "15 ngày làm việc")], extension_days_max: 30 };
const WASTE = { limits: [limit("handling_normal", "30wd", "30 ngày làm việc"), limit("handling_complex", "30wd", "30 ngày làm việc")], extension_days_max: null };

test("how long handling takes is said by the terms of the kind", async () => {
  const { handlingIn } = await script("desk-terms.js");
  for (const [terms, level, onCall, sentence] of [
    [FIELD, "urgent", false, "Xử lý trong 4 giờ làm việc"],
    [FIELD, "urgent", true, "Xử lý trong 4 giờ liên tục, kể cả ngoài giờ làm việc"],
    [FIELD, "normal", true, "Xử lý trong 7 ngày làm việc"],
    [FIELD, "complex", false, "Xử lý trong 15 ngày làm việc, có thể gia hạn đến 30 ngày làm việc"],
    [WASTE, "complex", false, "Xử lý trong 30 ngày làm việc"],
    [null, "normal", false, undefined],
  ]) assert.equal(handlingIn(terms, level, onCall), sentence);
});

test("an extension goes from the limit that runs to the longest of the kind", async () => {
  const { extensionOf } = await script("desk-terms.js");
  const running = (limit) => ({ clocks: [{ kind: "handling", limit }] });
  assert.deepEqual(extensionOf(running("15wd"), FIELD), { from: 16, to: 30 });
  assert.deepEqual(extensionOf(running("25wd"), FIELD), { from: 26, to: 30 });
  assert.equal(extensionOf(running("30wd"), FIELD), null);
  assert.deepEqual(extensionOf({ clocks: [] }, FIELD), { from: 16, to: 30 });
  assert.equal(extensionOf({ clocks: [] }, WASTE), null);
});

test("a month of the ledger has its bounds in Hanoi", async () => {
  const { bounds } = await script("desk-ledger.js");
  assert.deepEqual(bounds("2026-03"), { from: "2026-03-01T00:00:00+07:00", to: "2026-04-01T00:00:00+07:00" });
  assert.deepEqual(bounds("2026-12"), { from: "2026-12-01T00:00:00+07:00", to: "2027-01-01T00:00:00+07:00" });
  assert.deepEqual(bounds(undefined), {});
});

test("milestones are sent up to the last row that says something", async () => {
  const { milestonesOf } = await script("desk-initiative.js");
  const rows = (...titles) => formData(Object.fromEntries(titles.flatMap((title, at) => [[`plan.milestones[${at}].title`, title], [`plan.milestones[${at}].due_on`, ""]])));
  assert.deepEqual(milestonesOf(rows("Thí điểm", "", "Đủ", "")).map(({ title }) => title), ["Thí điểm", undefined, "Đủ"]);
  assert.equal(milestonesOf(rows("", "")).length, 1, "the first row is there to say what is missing");
});

test("a text for a refusal says the ward where there is no address", async () => {
  const { placeholders, worded } = await script("desk-templates.js");
  const file = (address) => ({ code: "HN26-7K3M9Q2X", category: { code: "khac", name: "Việc khác" }, report: { address }, ward: { id: "00070", name: "Phường Hoàn Kiếm" } });
  assert.equal(worded("{code}: {category}, {address}.", placeholders(file("Số 12"))), "HN26-7K3M9Q2X: Việc khác, Số 12.");
  assert.equal(worded("{code} tại {address}", placeholders(file(null))), "HN26-7K3M9Q2X tại Phường Hoàn Kiếm");
});

test("terms in plain fields are the terms of the interface, and every missing number is told", async () => {
  const { limitParts, specOf } = await script("organisation-terms.js");
  assert.deepEqual([limitParts("8wh"), limitParts("30wd"), limitParts(null)], [["8", "wh"], ["30", "wd"], ["", "wd"]]);
  const limits = ["acceptance", "verification", "dispatch", "handling_urgent", "handling_normal", "handling_complex", "rework", "publication", "question_window", "clarification"];
  const given = formData({
    ...Object.fromEntries(limits.flatMap((name) => [[`spec.${name}`, "4"], [`spec.${name}.unit`, "wd"]])),
    "spec.transfer": "", "spec.transfer.unit": "wd", "spec.extension_days_max": "", "spec.contribution_reserve_days": "1", "spec.contact_attempts_min": "2",
    media_required: "true", publicity: "result_only",
  });
  const spec = specOf(given);
  assert.deepEqual([spec.acceptance, spec.transfer, spec.extension_days_max, spec.contact_attempts_min, spec.media_required, spec.place_required, spec.publicity], ["4wd", null, null, 2, true, false, "result_only"]);
  assert.throws(() => specOf(new FormData()), ({ errors }) => errors.length === limits.length + 2 && errors[0].field === "spec.acceptance");
});
