import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { fits, holdBack, launch, onPage, PIXEL, signIn } from "./browser.mjs";
import { askedAbout, askForMore, postSession, publish, refuse, sendReport } from "./cases.mjs";

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
    await page.getByLabel("Nhận xét").fill("Làm nhanh, sạch sẽ.");
    await page.getByRole("button", { name: "Gửi đánh giá" }).click();
    await page.getByText("Cảm ơn bạn đã đánh giá.").waitFor();
    const rated = page.getByRole("region", { name: "Đánh giá của bạn" });
    await rated.getByText("Làm nhanh, sạch sẽ.").waitFor();
    assert.ok(await page.locator(".done").evaluate((box) => box === document.activeElement), "what was done has the focus");

    // Another mark does not take the words away.
    await page.getByLabel("Chấp nhận được").check();
    await page.getByRole("button", { name: "Đổi đánh giá" }).click();
    await rated.getByText("Chấp nhận được").waitFor();
    await rated.getByText("Làm nhanh, sạch sẽ.").waitFor();
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

test("who is told that a complaint is not for here is not asked to send it again", async () => {
  const code = await sendReport({ text: "Tôi khiếu nại quyết định xử phạt của phường.", address: "Phố Hàng Bài" });
  await refuse(code, "Khiếu nại gửi đến cơ quan đã ra quyết định.", "scope");
  for (const who of [null, "citizen-lan"]) {
    await onPage(browser, {}, async (page, context) => {
      if (who) await signIn(context, who);
      await page.goto(`/tra-cuu?ma=${code}`);
      const why = page.locator(".notice", { hasText: "Vì sao không được tiếp nhận" });
      assert.equal(await why.getByRole("link", { name: "Đăng ký tiếp công dân" }).getAttribute("href"), "/tiep-cong-dan");
      assert.equal(await why.getByRole("link", { name: "Gửi phản ánh mới" }).count(), 0);
    });
  }
});

test("reporting again is asked about like reporting", async () => {
  const code = await sendReport({ text: "Rãnh nước trước cổng chợ bốc mùi hôi cả ngày.", address: "Cổng chợ Hàng Da" });
  await publish(code, "Đã nạo vét và đậy lại nắp rãnh.");
  await onPage(browser, {}, async (page, context) => {
    await signIn(context, "citizen-lan");
    await page.goto(`/tra-cuu?ma=${code}`);
    await page.getByText("Sự việc vẫn chưa được giải quyết?").click();
    const form = page.locator("form", { hasText: "Gửi phản ánh tiếp" });
    await form.getByLabel("Điều gì vẫn chưa được giải quyết?").fill("Tôi khiếu nại cách giải quyết của phường về rãnh nước này.");
    await form.getByRole("button", { name: "Gửi phản ánh tiếp" }).click();
    await form.locator("[data-scope]").getByRole("button", { name: "Sửa lại nội dung" }).click();
    await form.getByLabel("Điều gì vẫn chưa được giải quyết?").fill("Rãnh nước lại tràn lên đường sau cơn mưa hôm qua.");
    await form.locator("input[type=file]").first().setInputFiles(fileURLToPath(PIXEL));
    await form.getByText("Đã tải lên").waitFor();
    await form.getByRole("button", { name: "Gửi phản ánh tiếp" }).click();
    await page.getByRole("heading", { name: "Đã gửi phản ánh" }).waitFor();
    await page.getByText("Cùng một sự việc, phản ánh 2 lần").waitFor();
  });
});

test("an address of one long word makes no page wider than the phone", async () => {
  const code = await sendReport({ text: "Cột điện nghiêng hẳn về phía nhà dân.", address: "NgõTựDoKhôngCóDấuCáchNàoCả".repeat(4) });
  await publish(code, "Đã dựng lại cột điện.");
  await onPage(browser, {}, async (page, context) => {
    for (const path of ["/", "/cong-khai", `/tra-cuu?ma=${code}`]) {
      await page.goto(path, { waitUntil: "networkidle" });
      assert.ok(await fits(page), path);
    }
    await signIn(context, "citizen-lan");
    for (const path of ["/cua-toi", `/tra-cuu?ma=${code}`]) {
      await page.goto(path, { waitUntil: "networkidle" });
      assert.ok(await fits(page), path);
    }
  });
});

test("the notice that views are taken leads to where they are, and a neighbour supports and comments", async () => {
  const text = "Làm mái che và ghế chờ bằng vật liệu tái chế ở các bến xe buýt khu trung tâm.";
  const code = await askedAbout(text);
  await onPage(browser, {}, async (page, context) => {
    await signIn(context, "citizen-lan");
    await page.goto("/cua-toi");
    const notice = page.getByRole("region", { name: "Thông báo" }).locator(".card", { hasText: code }).filter({ hasText: "lấy ý kiến" });
    await notice.getByRole("link").click();
    await page.waitForURL(`**/sang-kien?ma=${code}`);
    await page.getByText(text).waitFor();
    await page.goto(`/tra-cuu?ma=${code}`);
    await page.getByRole("link", { name: "Kế hoạch, tiến độ và ý kiến người dân" }).waitFor();
  });
  await onPage(browser, {}, async (page, context) => {
    await signIn(context, "citizen-minh");
    await page.goto("/sang-kien?loc=open");
    await page.locator(".card", { hasText: code }).getByRole("link").click();
    await page.getByRole("button", { name: "Ủng hộ sáng kiến này" }).click();
    await page.getByText("Cảm ơn bạn đã ủng hộ sáng kiến.").waitFor();
    await page.getByLabel("Góp ý của bạn").fill("Nên thêm chỗ cho xe lăn ở mỗi bến.");
    await page.getByRole("button", { name: "Gửi góp ý" }).click();
    await page.getByText("Đã ghi nhận góp ý của bạn.").waitFor();
    await page.getByText("1 người ủng hộ").waitFor();
    await page.locator(".card", { hasText: "Nên thêm chỗ cho xe lăn" }).waitFor();
  });
});

test("a citizen books a reception, finds it by its code and gives the place back", async () => {
  const session = await postSession();
  await onPage(browser, { statuses: [409, 422] }, async (page, context) => {
    await signIn(context, "citizen-lan");
    await page.goto("/tiep-cong-dan");
    const card = page.locator(`[data-session="${session.id}"]`);
    await card.getByText("Đăng ký", { exact: true }).click();
    await card.getByLabel("Vụ việc").fill("Bồi thường khi thu hồi đất ở phố Hàng Bài");
    await card.getByLabel("Nội dung tóm tắt").fill("Gia đình đã gửi đơn đến phường, đề nghị Thành phố xem xét.");
    await card.getByLabel("Địa chỉ của bạn").fill("Số 12 phố Hàng Bài");
    await card.getByLabel("Khiếu nại").check();
    await card.getByLabel("Số người đến").fill("3");
    await card.getByRole("button", { name: "Đăng ký buổi này" }).click();
    await card.locator("[data-field=representative] .field__error").waitFor();
    await card.getByLabel("Số người đến").fill("1");
    await card.getByRole("button", { name: "Đăng ký buổi này" }).click();
    const done = page.locator(".done", { hasText: "Đã đăng ký, mã" });
    await done.waitFor();
    const code = /TCD\d{2}-[0-9A-Z]{8}/.exec(await done.textContent())[0];
    await page.goto(`/tiep-cong-dan?ma=${code}`);
    const own = page.locator(`[data-booking="${code}"]`);
    await own.getByText("Hủy đăng ký", { exact: true }).click();
    await own.getByRole("button", { name: "Hủy đăng ký này" }).click();
    await page.locator(".done", { hasText: "Đã hủy đăng ký." }).waitFor();
    await own.getByText("Đã hủy").waitFor();
  });
});

test("one part of one's own page that does not come takes no other with it", async () => {
  await onPage(browser, { statuses: [500] }, async (page, context) => {
    await signIn(context, "citizen-lan");
    await page.route("**/api/units?*", (route) => route.fulfill({ status: 500, contentType: "application/json", body: "" }));
    await page.goto("/cua-toi#noi-o");
    await page.getByRole("region", { name: "Phản ánh của tôi" }).locator(".card, .empty").first().waitFor();
    const home = page.getByRole("region", { name: "Nơi ở" });
    const again = home.getByRole("button", { name: "Thử lại" });
    await again.waitFor();
    await page.unroute("**/api/units?*");
    await again.click();
    await home.locator("#noi-o-phuong-xa").waitFor();
  });
});

test("who is signed in is not asked to sign in because the line broke", async () => {
  await onPage(browser, { statuses: [500] }, async (page, context) => {
    await signIn(context, "citizen-lan");
    await page.route("**/api/me", (route) => route.fulfill({ status: 500, contentType: "application/json", body: "" }));
    await page.goto("/tiep-cong-dan");
    const main = page.getByRole("main");
    await main.getByRole("button", { name: "Thử lại" }).waitFor();
    assert.equal(await main.getByRole("link", { name: "Đăng nhập" }).count(), 0);
    await page.unroute("**/api/me");
    await main.getByRole("button", { name: "Thử lại" }).click();
    await page.getByRole("heading", { name: "Đăng ký của tôi" }).waitFor();
  });
});

test("alerts do not wait for the list of wards", async () => {
  await onPage(browser, {}, async (page) => {
    const release = await holdBack(page, "**/api/units?*");
    await page.goto("/canh-bao", { waitUntil: "domcontentloaded" });
    await page.locator("[data-module=alerts]").locator(".card, .empty").first().waitFor();
    assert.equal(await page.locator("#phuong-xa").count(), 0);
    release();
    await page.locator("#phuong-xa").waitFor();
  });
});

test("a script that comes late does not write over what was typed", async () => {
  await onPage(browser, { statuses: [404] }, async (page) => {
    const release = await holdBack(page, "**/js/modules/case.js");
    await page.goto("/tra-cuu?ma=HN26-00000000", { waitUntil: "domcontentloaded" });
    await page.getByLabel("Mã hồ sơ").fill("HN26-7K3M");
    release();
    await page.getByText("Không có hồ sơ nào mang mã").waitFor();
    assert.equal(await page.getByLabel("Mã hồ sơ").inputValue(), "HN26-7K3M");
  });
});

test("what is public is found by who answered and when", async () => {
  await onPage(browser, {}, async (page) => {
    await page.goto("/cong-khai");
    await page.locator("#loc-don-vi").selectOption("00070");
    await page.waitForURL(/unit=00070/);
    await page.getByLabel("Công khai từ ngày").fill("2026-01-01");
    await page.getByRole("button", { name: "Tìm" }).click();
    await page.waitForURL(/from=2026-01-01/);
    await page.locator("#danh-sach .card").first().waitFor();
    await page.getByLabel("Đến ngày").fill("2026-01-02");
    await page.getByRole("button", { name: "Tìm" }).click();
    await page.locator("#danh-sach .empty").waitFor();
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
