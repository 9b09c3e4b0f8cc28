// The officers' desk, from a report to its published result, in a browser and by clicking only.
//
// BASE_URL is a running application with demo people and sign-in for development.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const BASE = process.env.BASE_URL ?? "http://127.0.0.1:3000";
const PICTURE = new URL("../fixtures/pixel.jpg", import.meta.url);

let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});
after(() => browser?.close());

async function call(method, path, token, body, headers = {}) {
  const answer = await fetch(BASE + path, {
    method,
    headers: { ...(token && { Authorization: `Bearer ${token}` }), ...headers },
    body,
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

const send = (path, token, body, headers) =>
  call("POST", path, token, JSON.stringify(body), { "Content-Type": "application/json", ...headers });

const signIn = async (account) => (await send("/api/sessions", null, { account })).token;

/** A report of a citizen, as the phone would send it. Comments behind the end keep the pictures apart. */
async function report(text, confidential = false) {
  const token = await signIn("citizen-lan");
  const picture = Buffer.concat([await readFile(PICTURE), Buffer.from(`${Date.now()}-${Math.random()}`)]);
  const { id } = await call("POST", "/api/media", token, picture, { "Content-Type": "image/jpeg" });
  const body = {
    kind: "field",
    category: "duong-ha-tang",
    text,
    ward: "00070",
    address: "Số 12 phố Hàng Bài",
    happened_at: new Date(Date.now() - 3600_000).toISOString(),
    media: [id],
    confidential,
  };
  return (await send("/api/reports", token, body, { "Idempotency-Key": crypto.randomUUID() })).code;
}

/** A browser window of an officer. What its console complains about is kept. */
async function officer(account, width = 1280) {
  const context = await browser.newContext({ baseURL: BASE, viewport: { width, height: 900 }, locale: "vi-VN", timezoneId: "Asia/Ho_Chi_Minh" });
  const signedIn = await context.request.post("/api/sessions", { data: { account } });
  assert.equal(signedIn.status(), 201);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { page, complaints, close: () => context.close() };
}

/** Opens a case by its tab and its place in the queue. */
async function openCase(page, tab, code) {
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

/** The label is the target; it covers the whole row. */
const choose = (scope, label) => scope.locator(".choice label", { hasText: label }).click();
const form = (page, act) => page.locator(`form[data-act="${act}"]`);
const told = (page, sentence) => page.locator(".done", { hasText: sentence }).waitFor();
const state = (page, code) => page.locator(`[data-case-state="${code}"]`).waitFor();

/** As `officer`, for a few steps; afterwards the console must be quiet. */
async function as(account, steps, width) {
  const window = await officer(account, width);
  try {
    await steps(window.page);
    assert.deepEqual(window.complaints, []);
  } finally {
    await window.close();
  }
}

test("a report goes from the intake desk to its published result", async () => {
  const code = await report("Ổ gà sâu giữa đường trước số nhà 12, đã có người ngã. Liên hệ 0912 345 678.");

  await as("00070-intake", async (page) => {
    await openCase(page, "Tiếp nhận", code);
    const accept = form(page, "accept");
    for (const condition of ["Nội dung rõ ràng", "Đủ thông tin người gửi", "Ảnh, video không bị cắt ghép", "Địa điểm cụ thể"]) await choose(accept, condition);
    await accept.getByRole("button", { name: "Tiếp nhận hồ sơ" }).click();
    await told(page, "Đã tiếp nhận hồ sơ");
    await state(page, "accepted");
  });

  await as("00070-head", async (page) => {
    await openCase(page, "Điều phối", code);
    await form(page, "dispatch").getByLabel("Bộ phận xử lý").fill("Phòng Kinh tế, Hạ tầng và Đô thị");
    await form(page, "dispatch").getByRole("button", { name: "Điều phối" }).click();
    await told(page, "Đã điều phối hồ sơ");
    await form(page, "assign").getByRole("radio").first().waitFor();
    const { handlers } = await (await page.request.get("/api/units/00070/handlers")).json();
    await choose(form(page, "assign"), handlers.find(({ id }) => id === "00070-handler").name);
    await form(page, "assign").getByRole("button", { name: "Giao xử lý" }).click();
    await told(page, "Đã giao cán bộ xử lý");
    await state(page, "handling");
  });

  // On a telephone, as officers in the street do.
  await as("00070-handler", async (page) => {
    await openCase(page, "Xử lý của tôi", code);
    await form(page, "draft").getByLabel("Dự thảo kết quả xử lý").fill("Đã kiểm tra, sẽ vá ổ gà bằng bê tông nhựa trong ngày.");
    await form(page, "draft").getByRole("button", { name: "Trình dự thảo" }).click();
    await told(page, "Đã trình dự thảo kết quả");
    await state(page, "drafted");
  }, 360);

  await as("00070-head", async (page) => {
    await openCase(page, "Phê duyệt", code);
    await form(page, "approve").getByText("sẽ vá ổ gà bằng bê tông nhựa").waitFor();
    await form(page, "approve").getByRole("button", { name: "Phê duyệt" }).click();
    await told(page, "Đã phê duyệt dự thảo");
    await state(page, "approved");
  });

  await as("00070-handler", async (page) => {
    await openCase(page, "Xử lý của tôi", code);
    const result = form(page, "record_result");
    await result.getByLabel("Kết quả xử lý").fill("Đã vá xong ổ gà bằng bê tông nhựa, mặt đường bằng phẳng.");
    const evidence = Buffer.concat([await readFile(PICTURE), Buffer.from(`evidence-${Date.now()}`)]);
    await result.getByLabel("Minh chứng").setInputFiles({ name: "sau-khi-va.jpg", mimeType: "image/jpeg", buffer: evidence });
    await result.getByText("Đã tải lên", { exact: true }).waitFor();
    await result.getByRole("button", { name: "Lưu kết quả" }).click();
    await told(page, "Đã cập nhật kết quả xử lý");
    await state(page, "resulted");
  }, 360);

  await as("00070-head", async (page) => {
    await openCase(page, "Phê duyệt", code);
    await form(page, "publish").getByLabel("Nội dung phản ánh sẽ công khai").fill("Ổ gà sâu giữa đường trước số nhà 12. Liên hệ 0912 345 678.");
    await form(page, "publish").getByRole("button", { name: "Công khai" }).click();
    await told(page, "Đã công khai kết quả");
    await state(page, "published");
  });

  const shown = await call("GET", `/api/public/cases/${code}`);
  assert.equal(shown.publication.text, "Ổ gà sâu giữa đường trước số nhà 12. Liên hệ [đã ẩn].");
  assert.equal(shown.publication.evidence.length, 1);
});

test("all errors of a form stand at their fields at once, and nothing is done", async () => {
  const code = await report("Nắp cống vỡ trước cổng trường học, rất nguy hiểm.");
  const { page, close } = await officer("00070-intake");
  await openCase(page, "Tiếp nhận", code);
  await page.getByText("Từ chối tiếp nhận", { exact: true }).first().click();
  await form(page, "refuse").getByRole("button", { name: "Từ chối tiếp nhận" }).click();
  await form(page, "refuse").locator(".error-summary").waitFor();
  assert.equal(await form(page, "refuse").locator(".field__error").count(), 2);
  // An urgent level without a reason and an empty checklist are said where they are mended.
  await choose(form(page, "accept"), "Khẩn");
  await form(page, "accept").getByRole("button", { name: "Tiếp nhận hồ sơ" }).click();
  await form(page, "accept").locator(".field__error").first().waitFor();
  await state(page, "submitted");
  await close();
});

test("who comes second is told, sees the case as it stands and loses no words", async () => {
  const code = await report("Đèn đường không sáng nhiều ngày trên đoạn trước chợ.");
  const { page, close } = await officer("00070-intake");
  await openCase(page, "Tiếp nhận", code);
  await page.getByText("Yêu cầu bổ sung thông tin", { exact: true }).first().click();
  await form(page, "request_information").getByLabel("Nội dung cần bổ sung").fill("Đề nghị cho biết số cột đèn.");
  const token = await signIn("00070-head");
  const checklist = { content_clear: true, identity_complete: true, media_intact: true, place_specific: true };
  await send(`/api/cases/${code}/acceptance`, token, { checklist, level: "normal" });
  await form(page, "request_information").getByRole("button", { name: "Gửi yêu cầu" }).click();
  await page.getByText("Hồ sơ vừa được người khác xử lý").waitFor();
  await state(page, "accepted");
  await close();
});

test("a confidential sender has no name on the desk", async () => {
  const code = await report("Đổ trộm phế thải xây dựng ban đêm ở bãi đất trống.", true);
  await as("00070-intake", async (page) => {
    await openCase(page, "Tiếp nhận", code);
    await page.getByText("Người gửi đề nghị bảo mật danh tính").waitFor();
    assert.ok(!(await page.locator("main").innerText()).includes("Lan"));
  });
});

test("an alert is written by one, approved by another and taken back", async () => {
  const title = `Cấm đường tạm thời ${Date.now()}`;
  await as("00070-intake", async (page) => {
    await page.goto("/can-bo?ban=alerts");
    await page.getByText("Soạn bản tin mới").click();
    await choose(page, "Cảnh báo");
    await page.getByLabel("Tiêu đề").fill(title);
    await page.getByLabel("Nội dung").fill("Cấm đường phố Hàng Bài tối thứ Bảy để sửa ống nước.");
    await page.getByRole("button", { name: "Trình phê duyệt" }).click();
    await page.getByText("Đã trình bản tin").waitFor();
  });
  await as("00070-head", async (page) => {
    await page.goto("/can-bo?ban=alerts");
    await page.locator(".card", { hasText: title }).getByRole("button", { name: "Phê duyệt và gửi" }).click();
    await page.getByText("bản tin đã được gửi").waitFor();
    const card = page.locator(".card", { hasText: title });
    await card.getByText("Thu hồi", { exact: true }).first().click();
    await card.getByLabel("Lý do thu hồi").fill("Đơn vị thi công đã lùi lịch sửa chữa.");
    await card.getByRole("button", { name: "Thu hồi" }).click();
    await page.getByText("Đã thu hồi bản tin").waitFor();
  });
});

test("the Centre finds any unit without diacritics and urges it", async () => {
  const code = await report("Cây khô có nguy cơ gãy đổ trước cổng chợ, đề nghị cắt tỉa.");
  await as("pvhcc-centre", async (page) => {
    await page.goto("/can-bo");
    await page.getByLabel("Tìm đơn vị").fill("phuong hoan kiem");
    await page.getByRole("button", { name: "Mở đơn vị này" }).click();
    await page.waitForURL(/don-vi=00070/);
    await page.goto(`/can-bo?don-vi=00070&ho-so=${code}`);
    await page.getByText("Đôn đốc", { exact: true }).first().click();
    await form(page, "urge").getByLabel("Nội dung đôn đốc").fill("Đề nghị xử lý sớm trước mùa mưa bão.");
    await form(page, "urge").getByRole("button", { name: "Đôn đốc" }).click();
    await told(page, "Đã đôn đốc đơn vị");
  });
});

test("somebody without a desk is told so", async () => {
  await as("citizen-lan", async (page) => {
    await page.goto("/can-bo");
    await page.getByText("không thuộc đơn vị nào").waitFor();
    assert.equal(await page.locator("h1").count(), 1);
  });
});
