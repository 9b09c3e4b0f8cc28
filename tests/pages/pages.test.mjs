import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import { BASE, DESK, launch, onPage, PHONE, signIn } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const files = await readdir(new URL("../../static/", import.meta.url));
const LOST = "/no-such-page";
const PAGES = files
  .filter((name) => name.endsWith(".html"))
  .map((name) => ({ "index.html": "/", "404.html": LOST })[name] ?? `/${name.replace(".html", "")}`);

/** What is wrong with a page, as far as its own document tells. */
function faults() {
  const wrong = [];
  const visible = (element) => element.checkVisibility();
  if (document.documentElement.lang !== "vi") wrong.push("the language is not vi");
  const titles = document.querySelectorAll("h1").length;
  if (titles !== 1) wrong.push(`${titles} h1`);
  if (!document.title.trim()) wrong.push("no title");
  if (document.querySelectorAll("main").length !== 1) wrong.push("not one main");
  let level = 1;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
    const now = Number(heading.tagName[1]);
    if (now > level + 1) wrong.push(`h${now} after h${level}: ${heading.textContent}`);
    level = now;
  }
  for (const control of document.querySelectorAll("input, select, textarea")) {
    const named = [...(control.labels ?? [])].some((label) => label.textContent.trim()) || control.getAttribute("aria-label");
    if (control.type !== "hidden" && !named) wrong.push(`no label: ${control.outerHTML}`);
  }
  for (const image of document.querySelectorAll("img:not([alt])")) wrong.push(`no alt: ${image.outerHTML}`);
  for (const element of document.querySelectorAll("a, button")) {
    if (visible(element) && !element.textContent.trim() && !element.getAttribute("aria-label") && !element.querySelector("img[alt]:not([alt=''])")) wrong.push(`no name: ${element.outerHTML}`);
  }
  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) wrong.push(`id twice: ${id}`);
  for (const element of document.querySelectorAll("[aria-labelledby], [aria-describedby], [aria-controls]")) {
    for (const name of ["aria-labelledby", "aria-describedby", "aria-controls"]) {
      for (const id of (element.getAttribute(name) ?? "").split(" ").filter(Boolean)) if (!document.getElementById(id)) wrong.push(`${name} of nothing: ${id}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) wrong.push(`wider than the screen: ${document.documentElement.scrollWidth}`);
  // 44 px for what is tapped, except links inside a sentence (WCAG 2.5.8 and its exception).
  for (const element of document.querySelectorAll("button, select, .button, input:not([type=radio], [type=checkbox], [type=file], [type=hidden]), .header a")) {
    const box = element.getBoundingClientRect();
    if (visible(element) && box.height > 0 && box.height < 43.5) wrong.push(`${box.height} px high: ${element.outerHTML.slice(0, 120)}`);
  }
  return wrong;
}

/** What is drawn only for those who work there. */
const STAFF = ["/can-bo", "/quan-ly", "/to-chuc", "/dau-moi", "/ban-tiep-cong-dan", "/cua-toi", "/gui"];
const PEOPLE = {
  "a visitor": PAGES, "citizen-lan": PAGES, "00070-head": PAGES, "pvhcc-centre": STAFF, admin: STAFF,
  "pvhcc-personnel": STAFF, "pvhcc-support": STAFF, "thanh-tra-inspector": STAFF, "ban-tcd-head": STAFF,
};

for (const [who, pages] of Object.entries(PEOPLE)) {
  for (const path of pages) {
    test(`${path} is in order for ${who}`, async () => {
      await onPage(browser, { statuses: path === LOST ? [404] : [] }, async (page, context) => {
        if (who !== "a visitor") await signIn(context, who);
        const answer = await page.goto(path, { waitUntil: "networkidle" });
        assert.equal(answer.status(), path === LOST ? 404 : 200);
        for (const viewport of [PHONE, DESK]) {
          await page.setViewportSize(viewport);
          assert.deepEqual(await page.evaluate(faults), [], `at ${viewport.width} px`);
        }
      });
    });
  }
}

test("the menu of a phone opens, and closes with Escape", async () => {
  await onPage(browser, {}, async (page, context) => {
    await signIn(context, "00070-head");
    await page.goto("/");
    const menu = page.getByRole("navigation", { name: "Menu chính" });
    assert.equal(await menu.isVisible(), false);
    await page.getByRole("button", { name: "Menu" }).click();
    await menu.getByRole("link", { name: "Bàn làm việc" }).waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await menu.isVisible(), false);
  });
});

test("the sign-in leads back to pages of ours only", async () => {
  await onPage(browser, { statuses: [400, 404] }, async (page) => {
    await page.goto(`/dang-nhap?tiep=${encodeURIComponent("/.//evil.example/x")}`);
    await page.getByRole("button", { name: "với tên Nguyễn Thị Lan (citizen-lan)" }).click();
    await page.waitForURL((url) => url.pathname !== "/dang-nhap");
    assert.equal(new URL(page.url()).origin, new URL(BASE).origin);
  });
});

test("who signs out is a visitor again, and ends other sessions before", async () => {
  await onPage(browser, {}, async (page, context) => {
    await signIn(context, "citizen-hoa");
    await signIn(context, "citizen-hoa");
    await page.goto("/dang-nhap");
    const others = page.getByRole("button", { name: /^Kết thúc/ });
    await others.first().waitFor();
    const before = await others.count();
    await others.first().click();
    await page.waitForFunction((count) => [...document.querySelectorAll("button")].filter((button) => button.textContent.startsWith("Kết thúc")).length === count - 1, before);
    await page.getByRole("button", { name: "Đăng xuất" }).click();
    await page.waitForURL("**/");
    await page.locator(".header__account", { hasText: "Đăng nhập" }).waitFor();
  });
});

test("a resident says where they live", async () => {
  await onPage(browser, {}, async (page, context) => {
    await signIn(context, "citizen-minh");
    await page.goto("/cua-toi");
    await page.locator("#noi-o-phuong-xa").selectOption({ label: "Phường Ba Đình" });
    await page.getByRole("button", { name: "Lưu nơi ở" }).click();
    await page.getByText("Đã lưu: Phường Ba Đình.").waitFor();
  });
});
