import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { fits, holdBack, launch, onPage, PIXEL, signIn } from "./browser.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const TEXT = "Nắp cống trước cổng trường bị vỡ, trẻ em đi qua rất nguy hiểm.";

async function fillIn(page) {
  await page.getByLabel("Lĩnh vực").selectOption("nap-cong-ho-ga");
  await page.getByLabel("Nội dung phản ánh").fill(TEXT);
  await page.locator("#anh-tep").setInputFiles(fileURLToPath(PIXEL));
  await page.getByText("Đã tải lên").waitFor();
  await page.getByLabel("Địa điểm, viết bằng lời").fill("Trước số 12 phố Hàng Bài");
}

test("a citizen signs in on a phone, sends a report with a photograph and a place, and lands where it is followed", async () => {
  const here = { permissions: ["geolocation"], geolocation: { latitude: 21.0321, longitude: 105.8502 } };
  await onPage(browser, here, async (page) => {
    await page.goto("/gui");
    await page.locator("[data-signed-in-hint]").getByRole("link", { name: "Đăng nhập" }).click();
    await page.getByRole("button", { name: "với tên Nguyễn Thị Lan (citizen-lan)" }).click();
    await page.waitForURL("**/gui");

    await fillIn(page);
    await page.getByRole("button", { name: "Lấy vị trí của tôi" }).click();
    await page.getByLabel("Phường Hoàn Kiếm").check();
    assert.equal(await page.locator("#phuong-xa").inputValue(), "00070", "the ward that was confirmed is chosen");

    const sending = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/api/reports"));
    await page.getByRole("button", { name: "Gửi phản ánh" }).dblclick();
    const sent = (await sending).postDataJSON();
    assert.equal(sent.latitude, 21.0321);
    assert.equal(sent.media.length, 1);

    await page.waitForURL(/\/tra-cuu\?ma=HN\d{2}-[0-9A-Z]{8}$/);
    await page.getByRole("heading", { name: "Đã gửi phản ánh" }).waitFor();
    await page.getByText("Chờ tiếp nhận").waitFor();
    await page.getByText(TEXT).waitFor();
    assert.ok(await page.locator(".gallery img").first().evaluate(async (image) => {
      image.loading = "eager";
      await image.decode();
      return image.naturalWidth > 0;
    }), "the photograph is shown");
    assert.equal(await page.evaluate(() => localStorage.getItem("ihanoi.draft")), null, "the draft is gone");
    assert.ok(await fits(page), "nothing sticks out sideways");
  });
});

test("a tap on a line that breaks, and another, send one report", async () => {
  await onPage(browser, { statuses: [502] }, async (page, context) => {
    await signIn(context, "citizen-minh");
    await page.goto("/gui");
    await fillIn(page);
    await page.getByLabel(/gõ một phần tên/).fill("hoan kiem");
    await page.getByText("Đã chọn Phường Hoàn Kiếm.").waitFor();

    // The first answer is lost on the way back.
    const keys = [];
    await page.route("**/api/reports", async (route) => {
      keys.push(await route.request().headerValue("idempotency-key"));
      if (keys.length > 1) return route.continue();
      const answer = await route.fetch();
      assert.equal(answer.status(), 201);
      await route.fulfill({ status: 502, contentType: "application/json", body: "" });
    });
    const send = page.getByRole("button", { name: "Gửi phản ánh" });
    await send.click();
    await page.getByRole("heading", { name: "Chưa thực hiện được" }).waitFor();
    assert.equal(await page.getByLabel("Nội dung phản ánh").inputValue(), TEXT, "nothing written is lost");
    const answered = page.waitForResponse((response) => response.url().endsWith("/api/reports") && response.status() === 200);
    await send.click();
    await answered;
    await page.waitForURL(/\/tra-cuu\?ma=/);
    assert.equal(new Set(keys).size, 1);
  });
});

test("an empty form shows all errors at once, and the focus goes to the summary", async () => {
  await onPage(browser, {}, async (page, context) => {
    await signIn(context, "citizen-lan");
    await page.goto("/gui");
    await page.locator("#phuong-xa").waitFor();
    await page.getByLabel("Bạn thấy lúc nào?").fill("");
    await page.getByRole("button", { name: "Gửi phản ánh" }).click();

    const summary = page.locator(".error-summary");
    await summary.waitFor();
    assert.ok(await summary.evaluate((box) => box === document.activeElement), "the summary has the focus");
    assert.equal(await summary.locator("[role=alert]").count(), 1);
    assert.equal(await summary.getByRole("link").count(), 6);
    for (const field of ["category", "text", "media", "ward", "address", "happened_at"]) {
      const box = page.locator(`[data-field~="${field}"]`);
      assert.equal(await box.locator(".field__error").count(), 1, `${field} says what is missing`);
      const described = await box.locator("[aria-invalid=true]").getAttribute("aria-describedby");
      assert.match(described, /-error/, `${field} is described by its error`);
    }
    await summary.getByRole("link").first().click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "linh-vuc", "an error leads to its field");
  });
});

test("what the server does not take stands at its field", async () => {
  await onPage(browser, { statuses: [422] }, async (page, context) => {
    await signIn(context, "citizen-lan");
    await page.goto("/gui");
    await fillIn(page);
    await page.locator("#phuong-xa").selectOption("00070");
    await page.getByLabel("Địa điểm, viết bằng lời").fill("x");
    await page.getByRole("button", { name: "Gửi phản ánh" }).click();
    await page.locator("[data-field=address] .field__error").waitFor();
  });
});

test("a draft is kept, and deleted on request", async () => {
  await onPage(browser, {}, async (page) => {
    await page.goto("/gui");
    await page.locator("#phuong-xa").waitFor();
    await page.getByLabel("Nội dung phản ánh").fill(TEXT);
    await page.reload();
    assert.equal(await page.getByLabel("Nội dung phản ánh").inputValue(), TEXT);
    await page.getByRole("button", { name: "Xóa bản nháp" }).click();
    assert.equal(await page.getByLabel("Nội dung phản ánh").inputValue(), "");
    await page.reload();
    assert.equal(await page.getByLabel("Nội dung phản ánh").inputValue(), "");
  });
});

test("who chooses to stay unknown before the script has come stays unknown", async () => {
  await onPage(browser, {}, async (page) => {
    const release = await holdBack(page, "**/js/modules/report-form.js");
    await page.goto("/gui", { waitUntil: "domcontentloaded" });
    await page.getByLabel("Giữ bí mật thông tin của tôi").check();
    release();
    await page.locator("#phuong-xa").waitFor();
    assert.ok(await page.getByLabel("Giữ bí mật thông tin của tôi").isChecked());
  });
});

test("the way over the sign-in keeps what was chosen, and not only what was written", async () => {
  await onPage(browser, {}, async (page) => {
    await page.goto("/gui");
    await page.locator("#phuong-xa").waitFor();
    await page.getByLabel("Nội dung phản ánh").fill(TEXT);
    await page.getByLabel("Bạn thấy lúc nào?").fill("2026-02-13T16:05");
    await page.getByLabel("Giữ bí mật thông tin của tôi").check();
    await page.locator("[data-signed-in-hint]").getByRole("link", { name: "Đăng nhập" }).click();
    await page.getByRole("button", { name: "với tên Lê Thanh Hòa (citizen-hoa)" }).click();
    await page.waitForURL("**/gui");
    await page.locator("#phuong-xa").waitFor();
    assert.equal(await page.getByLabel("Nội dung phản ánh").inputValue(), TEXT);
    assert.equal(await page.getByLabel("Bạn thấy lúc nào?").inputValue(), "2026-02-13T16:05");
    assert.ok(await page.getByLabel("Giữ bí mật thông tin của tôi").isChecked(), "still unknown");
  });
});

test("a ward that was confirmed before the list of wards came is chosen in it", async () => {
  const here = { permissions: ["geolocation"], geolocation: { latitude: 21.0321, longitude: 105.8502 } };
  await onPage(browser, here, async (page) => {
    const release = await holdBack(page, "**/api/units?*");
    await page.goto("/gui", { waitUntil: "domcontentloaded" });
    await page.getByRole("button", { name: "Lấy vị trí của tôi" }).click();
    await page.getByLabel("Phường Hoàn Kiếm").check();
    release();
    await page.locator("#phuong-xa").waitFor();
    assert.equal(await page.locator("#phuong-xa").inputValue(), "00070");
  });
});

test("what the lists have not brought yet is not forgotten", async () => {
  await onPage(browser, {}, async (page) => {
    await page.goto("/gui");
    await page.locator("#phuong-xa").selectOption("00070");
    await page.getByLabel("Lĩnh vực").selectOption("nap-cong-ho-ga");
    const release = await holdBack(page, "**/api/units?*");
    await page.reload({ waitUntil: "domcontentloaded" });
    await page.getByRole("button", { name: "Gửi phản ánh" }).and(page.locator(":enabled")).waitFor();
    await page.getByLabel("Nội dung phản ánh").fill(TEXT);
    await page.reload({ waitUntil: "domcontentloaded" });
    release();
    await page.locator("#phuong-xa").waitFor();
    assert.equal(await page.locator("#phuong-xa").inputValue(), "00070");
    assert.equal(await page.getByLabel("Lĩnh vực").inputValue(), "nap-cong-ho-ga");
  });
});

test("a text that looks like a complaint is asked about, and sent all the same if the person wants to", async () => {
  await onPage(browser, {}, async (page, context) => {
    await signIn(context, "citizen-hoa");
    await page.goto("/gui");
    await fillIn(page);
    await page.locator("#phuong-xa").selectOption("00070");
    await page.getByLabel("Nội dung phản ánh").fill("Tôi khiếu nại quyết định xử phạt số 15 ngày 3/2 của phường vì không đúng người vi phạm.");
    await page.getByRole("button", { name: "Gửi phản ánh" }).click();
    const asked = page.locator("[data-scope]");
    await asked.getByText("Trước khi gửi, vui lòng đọc lại").waitFor();
    await asked.getByRole("button", { name: "Vẫn gửi" }).click();
    await page.waitForURL(/\/tra-cuu\?ma=/);
  });
});

test("a file of another kind is not taken, with a reason", async () => {
  await onPage(browser, {}, async (page, context) => {
    await signIn(context, "citizen-lan");
    await page.goto("/gui");
    await page.locator("#anh-tep").setInputFiles({ name: "ghi-chu.txt", mimeType: "text/plain", buffer: Buffer.from("x") });
    await page.getByText("“ghi-chu.txt” không phải ảnh").waitFor();
    await page.locator("#anh-tep").setInputFiles({ name: "lon.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(15 * 1024 * 1024 + 1) });
    await page.getByText("Ảnh chỉ được đến 15 MB").waitFor();
    assert.equal(await page.locator(".picker__item").count(), 0);
  });
});

test("a file taken away by mistake comes back, and is sent in its old place", async () => {
  await onPage(browser, {}, async (page, context) => {
    await signIn(context, "citizen-hoa");
    await page.goto("/gui");
    await fillIn(page);
    await page.locator("#phuong-xa").selectOption("00070");
    await page.getByRole("button", { name: "Bỏ tệp" }).click();
    const back = page.getByRole("button", { name: /^Hoàn tác/ });
    assert.ok(await back.evaluate((button) => button === document.activeElement), "the way back has the focus");
    await page.getByRole("button", { name: "Gửi phản ánh" }).click();
    await page.locator("[data-field=media] .field__error").waitFor();
    await back.click();
    await page.getByText("Đã tải lên").waitFor();
    await page.getByRole("button", { name: "Gửi phản ánh" }).click();
    await page.waitForURL(/\/tra-cuu\?ma=/);
    await page.locator(".gallery img").waitFor();
  });
});
