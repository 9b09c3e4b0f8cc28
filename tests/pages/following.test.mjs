import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, onPage, signIn } from "./browser.mjs";
import { askForMore, publish, refuse, sendReport } from "./cases.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

// Words that no other case of the demo has.
const PLACE = "Ngõ Thổ Quan, cạnh giếng cổ";

test("a published case is found without diacritics, and anybody reads its result and sees the evidence", async () => {
  const code = await sendReport({ text: "Gạch lát vỉa hè quanh giếng cổ bong tróc, người già hay vấp ngã.", address: PLACE });
  await publish(code, "Đã lát lại toàn bộ đoạn vỉa hè quanh giếng cổ trong ngày.");
  await onPage(browser, {}, async (page) => {
    await page.goto("/cong-khai");
    await page.getByLabel("Tìm theo chữ").fill("gieng co");
    await page.getByRole("button", { name: "Tìm" }).click();
    await page.waitForURL(/\/cong-khai\?q=gieng\+co/);
    const found = page.locator(".card", { hasText: code });
    await found.getByRole("link").click();
    await page.waitForURL(`**/tra-cuu?ma=${code}`);
    await page.getByText("Đã lát lại toàn bộ đoạn vỉa hè").waitFor();
    assert.ok(await page.locator(".gallery img").first().evaluate(async (image) => {
      image.loading = "eager";
      await image.decode();
      return image.naturalWidth > 0;
    }), "the evidence is shown");
  });
  await onPage(browser, {}, async (page, context) => {
    await signIn(context, "citizen-lan");
    await page.goto(`/tra-cuu?ma=${code}`);
    await page.getByLabel("Điều bạn muốn cơ quan làm rõ").fill("Đoạn phía sau giếng có được lát lại không?");
    await page.getByRole("button", { name: "Gửi yêu cầu làm rõ" }).click();
    await page.getByText("Đã gửi yêu cầu làm rõ.").waitFor();
    await page.getByLabel("Hài lòng", { exact: true }).check();
    await page.getByRole("button", { name: "Gửi đánh giá" }).click();
    await page.getByText("Cảm ơn bạn đã đánh giá.").waitFor();
    await page.getByRole("heading", { name: "Đánh giá của bạn" }).waitFor();
  });
});

test("a citizen answers what the desk asks, and takes the report back", async () => {
  const code = await sendReport({ text: "Đèn đường tắt cả tuần, tối om.", address: "Phố Hàng Bài" });
  await askForMore(code, "Xin cho biết cột đèn số mấy?");
  await onPage(browser, {}, async (page, context) => {
    await signIn(context, "citizen-lan");
    await page.goto("/cua-toi");
    await page.locator(".card", { hasText: code }).first().getByText("Cần bạn bổ sung").waitFor();
    await page.goto(`/tra-cuu?ma=${code.toLowerCase().replace("-", " ")}`);
    await page.getByLabel("Trả lời của bạn").fill("Cột số 14, đối diện nhà số 20.");
    await page.getByRole("button", { name: "Gửi trả lời" }).click();
    await page.getByText("Đã gửi trả lời của bạn.").waitFor();
    await page.getByText("Rút phản ánh này").click();
    await page.getByLabel("Lý do rút").fill("Đèn đã sáng trở lại tối qua.");
    await page.getByRole("button", { name: "Rút phản ánh" }).click();
    await page.getByText("Đã rút phản ánh.").waitFor();
    await page.locator(".tag", { hasText: "Người gửi đã rút" }).waitFor();
  });
});

test("who is refused reads the reason, the article and what can be done", async () => {
  const code = await sendReport({ text: "Chỗ này lâu nay không ổn lắm đâu.", address: "Gần chợ" });
  await refuse(code, "Chưa rõ việc gì và ở đâu, xin viết cụ thể hơn.");
  await onPage(browser, {}, async (page, context) => {
    await signIn(context, "citizen-lan");
    await page.goto(`/tra-cuu?ma=${code}`);
    const why = page.locator(".notice", { hasText: "Vì sao không được tiếp nhận" });
    await why.getByText("Chưa rõ việc gì và ở đâu").waitFor();
    await why.getByText("Điều 6").waitFor();
    await why.getByRole("link", { name: "Gửi phản ánh mới" }).waitFor();
  });
});

test("a code that nobody has says so", async () => {
  await onPage(browser, { statuses: [404] }, async (page) => {
    await page.goto("/tra-cuu");
    await page.getByLabel("Mã hồ sơ").fill("hn26 0000000o");
    await page.getByRole("button", { name: "Tra cứu" }).click();
    await page.getByText("Không có hồ sơ nào mang mã").waitFor();
    await page.getByText("HN26-00000000").first().waitFor();
  });
});
