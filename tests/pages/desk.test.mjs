// The officers' desk, from a report to its published result, in a browser and by clicking only.
//
// BASE_URL is a running application with demo people and sign-in for development; CONTROL_URL, if given,
// is its control port, by which its clock is made to follow this machine's.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";

const BASE = process.env.BASE_URL ?? "http://127.0.0.1:3000";
const PICTURE = new URL("../fixtures/pixel.jpg", import.meta.url);

let browser;
before(async () => {
  if (process.env.CONTROL_URL) {
    const answer = await fetch(`${process.env.CONTROL_URL}/clock`, { method: "PUT", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ real: true }) });
    assert.ok(answer.ok, "the clock follows the machine's");
  }
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

/** Browsers write every refused request to the console, ours by intent among them. */
const REFUSED = /status of 422/;

/** As `officer`, for a few steps; afterwards the console must be quiet. */
async function as(account, steps, width) {
  const window = await officer(account, width);
  try {
    await steps(window.page);
    assert.deepEqual(window.complaints.filter((line) => !REFUSED.test(line)), []);
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
    const next = page.getByRole("link", { name: "Hồ sơ tiếp theo" });
    if (await next.count()) {
      await next.click();
      await page.locator(".case__title", { hasNotText: code }).waitFor();
    }
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

/** Opens the form of an act that is not the usual one. */
async function opened(page, act, name) {
  await page.locator(".act > summary", { hasText: new RegExp(`^${name}$`) }).click();
  await form(page, act).locator("button[type=submit]").waitFor();
  return form(page, act);
}

test("a hard case: asked, sent on, made complex, extended, returned twice, published, asked about", async () => {
  const code = await report("Mặt đường lún thành hố rộng, nước rò rỉ từ đường ống bên dưới.");
  const citizen = await signIn("citizen-lan");

  await as("00070-intake", async (page) => {
    await openCase(page, "Tiếp nhận", code);
    let act = await opened(page, "log_contact", "Ghi nhận liên hệ");
    await choose(act, "Điện thoại");
    await choose(act, "Không liên hệ được");
    await act.getByRole("button", { name: "Ghi nhận" }).click();
    await told(page, "Đã ghi nhận lần liên hệ");
    act = await opened(page, "request_information", "Yêu cầu bổ sung thông tin");
    await act.getByLabel("Nội dung cần bổ sung").fill("Đề nghị cho biết vị trí so với ngã tư gần nhất.");
    await act.getByRole("button", { name: "Gửi yêu cầu" }).click();
    await told(page, "Đã gửi yêu cầu bổ sung thông tin");
    await send(`/api/reports/${code}/information`, citizen, { answer: "Cách ngã tư khoảng hai mươi mét." });
    await page.reload();
    await page.getByText("Cách ngã tư khoảng hai mươi mét.").waitFor();
    act = await opened(page, "forward", "Chuyển cơ quan cấp trên");
    await act.getByText("Sở Xây dựng").waitFor();
    await act.getByLabel("Lý do chuyển").fill("Đường ống cấp nước thuộc thẩm quyền của Sở.");
    await act.getByRole("button", { name: "Chuyển lên cấp trên" }).click();
    await told(page, "Đã chuyển hồ sơ lên cơ quan cấp trên");
    await page.getByRole("link", { name: "Về danh sách" }).click();
    await page.locator(".queue__counts").waitFor();
    assert.equal(await page.locator(".queued", { hasText: code }).count(), 0);
  });

  await as("so-xay-dung-intake", async (page) => {
    await openCase(page, "Tiếp nhận", code);
    const accept = form(page, "accept");
    for (const label of await accept.locator("[data-field=checklist] label").all()) await label.click();
    await choose(accept, "Phức tạp");
    await accept.getByLabel("Lý do chọn mức độ").fill("Phải đào kiểm tra đường ống ngầm.");
    await accept.getByRole("button", { name: "Tiếp nhận hồ sơ" }).click();
    await state(page, "accepted");
  });

  await as("so-xay-dung-head", async (page) => {
    await openCase(page, "Điều phối", code);
    await form(page, "dispatch").getByLabel("Ý kiến chỉ đạo").fill("Khảo sát bằng ra đa trước khi đào.");
    await form(page, "dispatch").getByRole("button", { name: "Điều phối" }).click();
    await state(page, "dispatched");
    const { handlers } = await (await page.request.get("/api/units/so-xay-dung/handlers")).json();
    await choose(form(page, "assign"), handlers.find(({ id }) => id === "so-xay-dung-handler").name);
    await form(page, "assign").getByRole("button", { name: "Giao xử lý" }).click();
    await state(page, "handling");
    const act = await opened(page, "extend", "Gia hạn");
    await act.getByRole("button", { name: "Gia hạn" }).click();
    await act.locator(".error-summary").waitFor();
    assert.equal(await act.locator(".field__error").count(), 2);
    await act.getByLabel("Tổng số ngày").fill("25");
    await act.getByLabel("Căn cứ gia hạn").fill("Điều 8 khoản 5: phải di dời công trình ngầm.");
    await act.getByRole("button", { name: "Gia hạn" }).click();
    await told(page, "Đã gia hạn xử lý");
  });

  const drafts = async (words) =>
    as("so-xay-dung-handler", async (page) => {
      await openCase(page, "Xử lý của tôi", code);
      await form(page, "draft").getByText("Khảo sát bằng ra đa trước khi đào.").waitFor();
      await form(page, "draft").getByLabel("Dự thảo kết quả xử lý").fill(words);
      await form(page, "draft").getByRole("button", { name: "Trình dự thảo" }).click();
      await state(page, "drafted");
    });
  await drafts("Thay đoạn ống vỡ và hoàn trả mặt đường.");
  await as("so-xay-dung-head", async (page) => {
    await openCase(page, "Phê duyệt", code);
    const act = await opened(page, "return_draft", "Trả lại dự thảo");
    await act.getByLabel("Nội dung cần chỉnh sửa").fill("Bổ sung thời gian thi công cụ thể.");
    await act.getByRole("button", { name: "Trả lại dự thảo" }).click();
    await state(page, "handling");
  });
  await drafts("Thay đoạn ống vỡ và hoàn trả mặt đường trong ba đêm.");
  await as("so-xay-dung-head", async (page) => {
    await openCase(page, "Phê duyệt", code);
    await form(page, "approve").getByRole("button", { name: "Phê duyệt" }).click();
    await state(page, "approved");
  });

  const records = async (name) =>
    as("so-xay-dung-handler", async (page) => {
      await openCase(page, "Xử lý của tôi", code);
      const result = form(page, "record_result");
      await result.getByLabel("Kết quả xử lý").fill("Đã thay đoạn ống vỡ, mặt đường được hoàn trả.");
      const evidence = Buffer.concat([await readFile(PICTURE), Buffer.from(`${name}-${Date.now()}`)]);
      await result.getByLabel("Minh chứng").setInputFiles({ name, mimeType: "image/jpeg", buffer: evidence });
      // Sent while the file is still on its way: the form waits for it.
      await result.getByRole("button", { name: "Lưu kết quả" }).click();
      await state(page, "resulted");
    });
  await records("mat-duong.jpg");
  await as("so-xay-dung-head", async (page) => {
    await openCase(page, "Phê duyệt", code);
    const act = await opened(page, "return_result", "Trả lại kết quả");
    await act.getByLabel("Nội dung cần làm lại").fill("Ảnh chưa thấy rõ mặt đường đã hoàn trả.");
    await act.getByRole("button", { name: "Trả lại kết quả" }).click();
    await state(page, "approved");
  });
  await records("mat-duong-ro.jpg");
  await as("so-xay-dung-head", async (page) => {
    await openCase(page, "Phê duyệt", code);
    await form(page, "publish").getByRole("button", { name: "Công khai" }).click();
    await state(page, "published");
  });

  await send(`/api/reports/${code}/question`, citizen, { question: "Đoạn ống còn lại có được kiểm tra không?" });
  await as("so-xay-dung-head", async (page) => {
    await openCase(page, "Sau công khai", code);
    await form(page, "answer").getByText("Đoạn ống còn lại").waitFor();
    await form(page, "answer").getByLabel("Trả lời").fill("Đã kiểm tra toàn tuyến, không còn điểm rò rỉ.");
    await form(page, "answer").getByRole("button", { name: "Gửi trả lời" }).click();
    await told(page, "Đã trả lời yêu cầu làm rõ");
  });
});

test("a wrong route is put right, found without diacritics and by keyboard alone", async () => {
  const code = await report("Thùng rác công cộng đầy tràn, bốc mùi nhiều ngày.");
  const head = await signIn("00070-head");
  const checklist = { content_clear: true, identity_complete: true, media_intact: true, place_specific: true };
  await send(`/api/cases/${code}/acceptance`, head, { checklist, level: "normal" });
  await send(`/api/cases/${code}/dispatch`, head, {});
  await as("00070-head", async (page) => {
    await openCase(page, "Điều phối", code);
    await page.locator(".act > summary", { hasText: "Chuyển đơn vị có thẩm quyền" }).focus();
    await page.keyboard.press("Enter");
    const search = form(page, "reroute").getByLabel("Tìm đơn vị");
    await search.waitFor();
    await search.focus();
    await page.keyboard.type("ba dinh");
    await page.keyboard.press("Enter"); // to the list
    await page.keyboard.press("Tab");
    await page.keyboard.type("Địa điểm thuộc địa bàn phường Ba Đình.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await told(page, "Đã chuyển hồ sơ đến đơn vị có thẩm quyền");
  });
  const read = await fetch(`${BASE}/api/cases/${code}`, { headers: { Authorization: `Bearer ${await signIn("00004-head")}` } });
  assert.equal(read.status, 200);
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
  await page.getByText("Nội dung bạn đã nhập").click();
  await page.getByText("Đề nghị cho biết số cột đèn.").waitFor();
  await close();
});

test("a long queue comes in pages, and the focus goes on with it", async () => {
  for (let count = 0; count < 21; count += 1) await report(`Biển báo bị che khuất, cột số ${count + 1} trên tuyến phố.`);
  await as("00070-intake", async (page) => {
    await page.goto("/can-bo");
    await page.locator(".queued").first().waitFor();
    assert.equal(await page.locator(".queued").count(), 20);
    await page.getByRole("button", { name: "Xem thêm hồ sơ" }).click();
    await page.locator(".queued").nth(20).waitFor();
    assert.ok(await page.locator(".queued").nth(20).getByRole("link").evaluate((link) => link === document.activeElement));
    const codes = await page.locator(".queued .code").allTextContents();
    assert.equal(new Set(codes).size, codes.length);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  }, 360);
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
