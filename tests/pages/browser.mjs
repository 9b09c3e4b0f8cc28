// A browser, people in it, and the interface behind the pages.

import assert from "node:assert/strict";
import { chromium } from "playwright-core";

/** Where the application listens. */
export const BASE = process.env.BASE_URL?.replace(/\/$/, "");
assert.ok(BASE, "BASE_URL says where the application listens");
assert.ok(process.env.CHROMIUM, "CHROMIUM is the path of the browser");

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 900 };

/** A picture of 32 by 24 points. */
export const PIXEL = new URL("../fixtures/pixel.jpg", import.meta.url);

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });

/**
 * Runs a story on a page of its own. Whatever the page complains of fails the story; that a visitor is
 * not signed in, or a case not their own, is no complaint. Other statuses that a story provokes, which
 * the browser notes as errors, are named in `statuses`.
 */
export async function onPage(browser, { statuses = [], ...options }, story) {
  const context = await browser.newContext({ baseURL: BASE, locale: "vi-VN", timezoneId: "Europe/Paris", viewport: PHONE, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (!["error", "warning"].includes(message.type())) return;
    if (!expected(message, statuses)) complaints.push(`${message.type()}: ${message.text()} ${message.location().url}`);
  });
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
  try {
    await story(page, context);
    assert.deepEqual(complaints, [], "the page complains of nothing");
  } finally {
    await context.close();
  }
}

function expected(message, statuses) {
  const answer = /status of (\d+)/.exec(message.text())?.[1];
  if (!answer) return false;
  const { pathname } = new URL(message.location().url, BASE);
  return (answer === "401" && pathname === "/api/me") || (answer === "404" && pathname.startsWith("/api/reports/")) || statuses.includes(Number(answer));
}

/** Keeps what the page asks for under that address from coming, until the function it gives is called. */
export async function holdBack(page, address) {
  let release;
  const released = new Promise((resolve) => { release = resolve; });
  await page.route(address, async (route) => {
    await released;
    await route.continue().catch(() => {}); // the page may have gone on without it
  });
  return release;
}

/** Whether nothing sticks out sideways. */
export const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

/** Signs the context in, without the page for it. */
export async function signIn(context, account) {
  const answer = await context.request.post("/api/sessions", { data: { account } });
  assert.equal(answer.status(), 201, await answer.text());
}

const tokens = new Map();
/** Calls the interface as that person, and insists that it goes well. */
export async function as(account, method, path, body, headers = {}) {
  if (!tokens.has(account)) {
    const opened = await fetch(`${BASE}/api/sessions`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ account }) });
    tokens.set(account, (await opened.json()).token);
  }
  const raw = body instanceof Uint8Array;
  const answer = await fetch(BASE + path, {
    method,
    headers: { Authorization: `Bearer ${tokens.get(account)}`, "Content-Type": raw ? "image/jpeg" : "application/json", ...headers },
    body: raw ? body : JSON.stringify(body ?? {}),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${account}: ${method} ${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : null;
}
