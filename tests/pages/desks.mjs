// Officers at their desks, and reports for them to work on.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { as, BASE, DESK, onPage, PIXEL, signIn } from "./browser.mjs";

const pixel = await readFile(PIXEL);

/** A picture that no other case has: bytes behind the end keep them apart. */
export const picture = () => Buffer.concat([pixel, Buffer.from(crypto.randomUUID())]);

/** Uploads a picture; its id. */
export const uploaded = async (account) => (await as(account, "POST", "/api/media", picture())).id;

/** Sends a report as `account`; its code. What `fields` do not say is that of a hole in the road. */
export async function report(fields, account = "citizen-lan") {
  const common = { ward: "00070", ...fields };
  const body = fields.kind
    ? common
    : { kind: "field", category: "duong-ha-tang", address: "Số 12 phố Hàng Bài", happened_at: new Date(Date.now() - 3600_000).toISOString(), media: [await uploaded(account)], confidential: false, ...common };
  return (await as(account, "POST", "/api/reports", body, { "Idempotency-Key": crypto.randomUUID() })).code;
}

export const CHECKLIST = { content_clear: true, identity_complete: true, media_intact: true, place_specific: true };

/** Does an act through the interface. */
export const does = (account, code, act, body = {}) => as(account, "POST", `/api/cases/${code}/${act}`, body);

/** Takes a case of a unit as far as its officer. */
export async function assigned(code, unit = "00070", level = { level: "normal" }) {
  await does(`${unit}-intake`, code, "acceptance", { checklist: CHECKLIST, ...level });
  await does(`${unit}-head`, code, "dispatch", {});
  await does(`${unit}-head`, code, "assignment", { handler: `${unit}-handler` });
}

/** What the interface tells that person, or anybody. */
export async function reads(account, path) {
  const session = account && (await (await fetch(`${BASE}/api/sessions`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ account }) })).json());
  const answer = await fetch(BASE + path, { headers: session ? { Authorization: `Bearer ${session.token}` } : {} });
  const text = await answer.text();
  assert.ok(answer.ok, `${account ?? "anybody"}: GET ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

/** What the office knows of a case. */
export const file = (account, code) => reads(account, `/api/cases/${code}`);

/** A few steps of an officer on a page of their own, whose console must be quiet. */
export const officer = (browser, account, story, options = {}) =>
  onPage(browser, { viewport: DESK, ...options }, async (page, context) => {
    await signIn(context, account);
    await story(page, context);
  });

/** Opens a case by its tab and its place in the queue. */
export async function openCase(page, tab, code) {
  await page.goto("/can-bo");
  await page.getByRole("navigation", { name: "Bàn làm việc" }).getByRole("link", { name: tab }).click();
  const card = page.locator(".queued", { hasText: code });
  const more = page.getByRole("button", { name: "Xem thêm hồ sơ" });
  await page.locator(".queued, .empty").first().waitFor();
  while (!(await card.count())) {
    await more.click();
    await page.waitForTimeout(200);
  }
  await card.getByRole("link").click();
  await page.getByRole("heading", { name: `Hồ sơ ${code}` }).waitFor();
}

/** Opens a case by its address. */
export async function visit(page, code, desk) {
  await page.goto(`/can-bo?${new URLSearchParams({ ...(desk && { ban: desk }), "ho-so": code })}`);
  await page.getByRole("heading", { name: `Hồ sơ ${code}` }).waitFor();
}

/** The label is the target; it covers the whole row. */
export const choose = (scope, label) => scope.locator(".choice label", { hasText: label }).click();
export const form = (page, act) => page.locator(`form[data-act="${act}"]`);
export const told = (page, sentence) => page.locator(".done", { hasText: sentence }).waitFor();
export const state = (page, code) => page.locator(`[data-case-state="${code}"]`).waitFor();
/** Opens the form of an act that is not the usual one. */
export async function opened(page, act, name) {
  await page.locator(".act > summary", { hasText: new RegExp(`^${name}$`) }).click();
  await form(page, act).locator("button[type=submit]").waitFor();
  return form(page, act);
}

/** Opens a closed box by what stands on it; the box. */
export async function unfolded(scope, name) {
  const summary = scope.locator("summary", { hasText: new RegExp(`^${name}`) }).first();
  await summary.click();
  return summary.locator("..");
}

/** Finds one among many by typing a part of its name, as `finder` has it. */
export const find = (scope, words, what = "đơn vị") => scope.getByLabel(`Tìm ${what}`).fill(words);

/** Ticks the whole checklist of acceptance, once the form is there: `all()` waits for nothing. */
export async function ticksAll(form) {
  await form.locator("[data-field=checklist]").waitFor();
  for (const label of await form.locator("[data-field=checklist] label").all()) await label.click();
}
