// The officers' desk, from a report to its published result, in a browser and by clicking only.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { as, holdBack, launch, PHONE } from "./browser.mjs";
import { assigned, CHECKLIST, choose, does, file, find, form, officer, openCase, opened, picture, reads, report, state, ticksAll, told, visit } from "./desks.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** A few steps of an officer at a desk. */
const at = (account, story, options) => officer(browser, account, story, options);
const onPhone = { viewport: PHONE };
/** The browser notes what is refused in its console, by intent here. */
const refused = { statuses: [422] };

test("a report goes from the intake desk to its published result", async () => {
  const code = await report({ text: "Ổ gà sâu giữa đường trước số nhà 12, đã có người ngã. Liên hệ 0912 345 678." });

  await at("00070-intake", async (page) => {
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

  await at("00070-head", async (page) => {
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
  await at("00070-handler", async (page) => {
    await openCase(page, "Xử lý của tôi", code);
    await form(page, "draft").getByLabel("Dự thảo kết quả xử lý").fill("Đã kiểm tra, sẽ vá ổ gà bằng bê tông nhựa trong ngày.");
    await form(page, "draft").getByRole("button", { name: "Trình dự thảo" }).click();
    await told(page, "Đã trình dự thảo kết quả");
    await state(page, "drafted");
  }, onPhone);

  await at("00070-head", async (page) => {
    await openCase(page, "Phê duyệt", code);
    await form(page, "approve").getByText("sẽ vá ổ gà bằng bê tông nhựa").waitFor();
    await form(page, "approve").getByRole("button", { name: "Phê duyệt" }).click();
    await told(page, "Đã phê duyệt dự thảo");
    await state(page, "approved");
  });

  await at("00070-handler", async (page) => {
    await openCase(page, "Xử lý của tôi", code);
    const result = form(page, "record_result");
    await result.getByLabel("Kết quả xử lý").fill("Đã vá xong ổ gà bằng bê tông nhựa, mặt đường bằng phẳng.");
    await result.getByLabel("Minh chứng").setInputFiles({ name: "sau-khi-va.jpg", mimeType: "image/jpeg", buffer: picture() });
    await result.getByText("Đã tải lên", { exact: true }).waitFor();
    await result.getByRole("button", { name: "Lưu kết quả" }).click();
    await told(page, "Đã cập nhật kết quả xử lý");
    await state(page, "resulted");
  }, onPhone);

  await at("00070-head", async (page) => {
    await openCase(page, "Phê duyệt", code);
    await form(page, "publish").getByLabel("Nội dung phản ánh sẽ công khai").fill("Ổ gà sâu giữa đường trước số nhà 12. Liên hệ 0912 345 678.");
    await form(page, "publish").getByRole("button", { name: "Công khai" }).click();
    await told(page, "Đã công khai kết quả");
    await state(page, "published");
  });

  const shown = await reads(null, `/api/public/cases/${code}`);
  assert.equal(shown.publication.text, "Ổ gà sâu giữa đường trước số nhà 12. Liên hệ [đã ẩn].");
  assert.equal(shown.publication.evidence.length, 1);
});

test("a hard case: asked, sent on, made complex, extended, returned twice, published, asked about", async () => {
  const code = await report({ text: "Mặt đường lún thành hố rộng, nước rò rỉ từ đường ống bên dưới." });

  await at("00070-intake", async (page) => {
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
    await as("citizen-lan", "POST", `/api/reports/${code}/information`, { answer: "Cách ngã tư khoảng hai mươi mét." });
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

  await at("so-xay-dung-intake", async (page) => {
    await openCase(page, "Tiếp nhận", code);
    const accept = form(page, "accept");
    await ticksAll(accept);
    await choose(accept, "Phức tạp");
    await accept.getByLabel("Lý do chọn mức độ").fill("Phải đào kiểm tra đường ống ngầm.");
    await accept.getByRole("button", { name: "Tiếp nhận hồ sơ" }).click();
    await state(page, "accepted");
  });

  await at("so-xay-dung-head", async (page) => {
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
  }, refused);

  const drafts = async (words) =>
    at("so-xay-dung-handler", async (page) => {
      await openCase(page, "Xử lý của tôi", code);
      await form(page, "draft").getByText("Khảo sát bằng ra đa trước khi đào.").waitFor();
      await form(page, "draft").getByLabel("Dự thảo kết quả xử lý").fill(words);
      await form(page, "draft").getByRole("button", { name: "Trình dự thảo" }).click();
      await state(page, "drafted");
    });
  await drafts("Thay đoạn ống vỡ và hoàn trả mặt đường.");
  await at("so-xay-dung-head", async (page) => {
    await openCase(page, "Phê duyệt", code);
    const act = await opened(page, "return_draft", "Trả lại dự thảo");
    await act.getByLabel("Nội dung cần chỉnh sửa").fill("Bổ sung thời gian thi công cụ thể.");
    await act.getByRole("button", { name: "Trả lại dự thảo" }).click();
    await state(page, "handling");
  });
  await drafts("Thay đoạn ống vỡ và hoàn trả mặt đường trong ba đêm.");
  await at("so-xay-dung-head", async (page) => {
    await openCase(page, "Phê duyệt", code);
    await form(page, "approve").getByRole("button", { name: "Phê duyệt" }).click();
    await state(page, "approved");
  });

  const records = async (name) =>
    at("so-xay-dung-handler", async (page) => {
      await openCase(page, "Xử lý của tôi", code);
      const result = form(page, "record_result");
      await result.getByLabel("Kết quả xử lý").fill("Đã thay đoạn ống vỡ, mặt đường được hoàn trả.");
      await result.getByLabel("Minh chứng").setInputFiles({ name, mimeType: "image/jpeg", buffer: picture() });
      // Sent while the file is still on its way: the form waits for it.
      await result.getByRole("button", { name: "Lưu kết quả" }).click();
      await state(page, "resulted");
    });
  await records("mat-duong.jpg");
  await at("so-xay-dung-head", async (page) => {
    await openCase(page, "Phê duyệt", code);
    const act = await opened(page, "return_result", "Trả lại kết quả");
    await act.getByLabel("Nội dung cần làm lại").fill("Ảnh chưa thấy rõ mặt đường đã hoàn trả.");
    await act.getByRole("button", { name: "Trả lại kết quả" }).click();
    await state(page, "approved");
  });
  await records("mat-duong-ro.jpg");
  await at("so-xay-dung-head", async (page) => {
    await openCase(page, "Phê duyệt", code);
    await form(page, "publish").getByRole("button", { name: "Công khai" }).click();
    await state(page, "published");
  });

  await as("citizen-lan", "POST", `/api/reports/${code}/question`, { question: "Đoạn ống còn lại có được kiểm tra không?" });
  await at("so-xay-dung-head", async (page) => {
    await openCase(page, "Sau công khai", code);
    await form(page, "answer").getByText("Đoạn ống còn lại").waitFor();
    await form(page, "answer").getByLabel("Trả lời").fill("Đã kiểm tra toàn tuyến, không còn điểm rò rỉ.");
    await form(page, "answer").getByRole("button", { name: "Gửi trả lời" }).click();
    await told(page, "Đã trả lời yêu cầu làm rõ");
  });
});

test("a wrong route is put right, found without diacritics and by keyboard alone", async () => {
  const code = await report({ text: "Thùng rác công cộng đầy tràn, bốc mùi nhiều ngày." });
  await does("00070-head", code, "acceptance", { checklist: CHECKLIST, level: "normal" });
  await does("00070-head", code, "dispatch", {});
  await at("00070-head", async (page) => {
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
  assert.equal((await file("00004-head", code)).unit.id, "00004");
});

test("all errors of a form stand at their fields at once, and nothing is done", async () => {
  const code = await report({ text: "Nắp cống vỡ trước cổng trường học, rất nguy hiểm." });
  await at("00070-intake", async (page) => {
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
  }, refused);
});

test("who comes second is told, sees the case as it stands and loses no words", async () => {
  const code = await report({ text: "Đèn đường không sáng nhiều ngày trên đoạn trước chợ." });
  await at("00070-intake", async (page) => {
    await openCase(page, "Tiếp nhận", code);
    await page.getByText("Yêu cầu bổ sung thông tin", { exact: true }).first().click();
    await form(page, "request_information").getByLabel("Nội dung cần bổ sung").fill("Đề nghị cho biết số cột đèn.");
    await does("00070-head", code, "acceptance", { checklist: CHECKLIST, level: "normal" });
    await form(page, "request_information").getByRole("button", { name: "Gửi yêu cầu" }).click();
    await page.getByText("Hồ sơ vừa được người khác xử lý").waitFor();
    await state(page, "accepted");
    await page.getByText("Nội dung bạn đã nhập").click();
    await page.getByText("Đề nghị cho biết số cột đèn.").waitFor();
  }, { statuses: [409] });
});

test("who comes second sends again what was written, with the files", async () => {
  const code = await report({ text: "Lan can cầu đi bộ gãy một đoạn, sát mép nước." });
  await assigned(code);
  await at("00070-handler", async (page) => {
    await visit(page, code, "handling");
    const draft = form(page, "draft");
    await draft.getByLabel("Dự thảo kết quả xử lý").fill("Hàn lại đoạn lan can gãy và sơn chống gỉ trong hai ngày.");
    await draft.getByLabel("Tệp kèm theo").setInputFiles({ name: "lan-can.jpg", mimeType: "image/jpeg", buffer: picture() });
    await draft.getByText("Đã tải lên", { exact: true }).waitFor();
    // Somebody else's act lies between reading and writing once; the second time the way is free.
    let stale = true;
    await page.route(`**/api/cases/${code}/draft`, (route) => {
      if (!stale) return route.continue();
      stale = false;
      return route.fulfill({ status: 409, contentType: "application/problem+json", body: JSON.stringify({ status: 409, code: "stale_case", detail: "Hồ sơ đã thay đổi." }) });
    });
    await draft.getByRole("button", { name: "Trình dự thảo" }).click();
    await page.getByText("Hồ sơ vừa được người khác xử lý").waitFor();
    await draft.locator(".picker__item").waitFor(); // the file is still there
    await draft.getByRole("button", { name: "Trình dự thảo" }).click();
    await state(page, "drafted");
  }, { statuses: [409] });
  assert.equal((await file("00070-handler", code)).drafts.at(-1).media.length, 1);
});

test("the browser's own back asks before it throws away what is written", async () => {
  const code = await report({ text: "Cột biển báo nghiêng, sắp đổ xuống lòng đường." });
  await assigned(code);
  await at("00070-handler", async (page) => {
    const asked = [];
    let leave = false;
    page.on("dialog", (dialog) => {
      asked.push(dialog.message());
      return leave ? dialog.accept() : dialog.dismiss();
    });
    await openCase(page, "Xử lý của tôi", code);
    const words = form(page, "draft").getByLabel("Dự thảo kết quả xử lý");
    await words.fill("Dựng lại cột biển báo và đổ bê tông chân cột.");
    const here = page.url();
    const question = page.waitForEvent("dialog");
    await page.evaluate(() => history.back());
    await question;
    await page.waitForURL(here);
    assert.equal(await words.inputValue(), "Dựng lại cột biển báo và đổ bê tông chân cột.");
    await page.evaluate(() => (location.hash = "noi-dung")); // the skip link is no way out
    assert.equal(asked.length, 1);
    assert.equal(await words.inputValue(), "Dựng lại cột biển báo và đổ bê tông chân cột.");
    leave = true;
    await page.getByRole("link", { name: "← Danh sách hồ sơ" }).click();
    await page.locator(".queue__counts").waitFor();
    assert.equal(asked.length, 2);
  });
});

test("a unit is chosen by typing only when nothing else fits", async () => {
  const code = await report({ text: "Bãi rác tự phát ở cuối ngõ, mùi hôi nồng nặc." });
  await does("00070-head", code, "acceptance", { checklist: CHECKLIST, level: "normal" });
  await at("00070-head", async (page) => {
    await visit(page, code, "assignment");
    const reroute = await opened(page, "reroute", "Chuyển đơn vị có thẩm quyền");
    await find(reroute, "b");
    await reroute.getByText("đơn vị phù hợp; mời chọn trong danh sách.").waitFor();
    await reroute.getByLabel("Lý do chuyển").fill("Địa điểm thuộc địa bàn phường khác.");
    await reroute.getByRole("button", { name: "Chuyển đơn vị" }).click();
    await reroute.locator("[data-field=to] .field__error").waitFor();
    await find(reroute, "ba dinh");
    await reroute.getByText("Đã chọn Phường Ba Đình.").waitFor();
    await reroute.getByRole("button", { name: "Chuyển đơn vị" }).click();
    await told(page, "Đã chuyển hồ sơ đến đơn vị có thẩm quyền");
  }, refused);
});

test("each kind has its own limits, and the level that its category usually has", async () => {
  const waste = await report({ kind: "waste", category: "lp-tai-san-cong", text: "Mười máy in mua hai năm vẫn để nguyên trong kho của trụ sở." });
  await at("thanh-tra-intake", async (page) => {
    await visit(page, waste, "verification");
    const accept = form(page, "accept");
    await accept.getByText("Xử lý trong 30 ngày làm việc").first().waitFor();
    assert.doesNotMatch(await accept.innerText(), /7 ngày|gia hạn/);
    // The sender keeps the name back: the desk hears whether it was verified, and has no number to call.
    await accept.getByText("Hệ thống đã xác thực danh tính của người gửi.").waitFor();
    const contact = await opened(page, "log_contact", "Ghi nhận liên hệ");
    assert.deepEqual(await contact.locator("[data-field=channel] .choice").allInnerTexts(), ["Tin nhắn trên ứng dụng", "Đến tận nơi"]);
    await ticksAll(accept);
    await choose(accept, "Phức tạp");
    await accept.getByLabel("Lý do chọn mức độ").fill("Phải kiểm kê tài sản ở ba kho.");
    await accept.getByRole("button", { name: "Tiếp nhận hồ sơ" }).click();
    await state(page, "accepted");
  });
  await at("thanh-tra-head", async (page) => {
    await visit(page, waste, "assignment");
    await form(page, "dispatch").getByRole("button", { name: "Điều phối" }).click();
    await state(page, "dispatched");
    assert.equal(await form(page, "extend").count(), 0, "waste knows no extension");
  });
  const manhole = await report({ text: "Nắp hố ga trước số 40 mất hẳn, hố sâu hơn một mét.", category: "nap-cong-ho-ga" });
  await at("00070-intake", async (page) => {
    await visit(page, manhole, "verification");
    const accept = form(page, "accept");
    await accept.getByText("Xử lý trong 7 ngày làm việc").waitFor();
    assert.ok(await accept.getByRole("radio", { name: /^Khẩn/ }).isChecked(), "such cases are usually urgent");
  });
});

test("a long queue comes in pages, and the focus goes on with it", async () => {
  for (let count = 0; count < 21; count += 1) await report({ text: `Biển báo bị che khuất, cột số ${count + 1} trên tuyến phố.` });
  await at("00070-intake", async (page) => {
    await page.goto("/can-bo");
    await page.locator(".queued").first().waitFor();
    assert.equal(await page.locator(".queued").count(), 20);
    await page.getByRole("button", { name: "Xem thêm hồ sơ" }).click();
    await page.locator(".queued").nth(20).waitFor();
    assert.ok(await page.locator(".queued").nth(20).getByRole("link").evaluate((link) => link === document.activeElement));
    const codes = await page.locator(".queued .code").allTextContents();
    assert.equal(new Set(codes).size, codes.length);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
  }, onPhone);
});

test("a confidential sender has no name on the desk", async () => {
  const code = await report({ text: "Đổ trộm phế thải xây dựng ban đêm ở bãi đất trống.", confidential: true });
  await at("00070-intake", async (page) => {
    await openCase(page, "Tiếp nhận", code);
    await page.getByText("Người gửi đề nghị bảo mật danh tính").first().waitFor();
    assert.ok(!(await page.locator("main").innerText()).includes("Lan"));
  });
});

test("an alert is written by one, approved by another and taken back", async () => {
  const title = `Cấm đường tạm thời ${Date.now()}`;
  await at("00070-intake", async (page) => {
    await page.goto("/can-bo?ban=alerts");
    await page.getByText("Soạn bản tin mới").click();
    await choose(page, "Cảnh báo");
    await page.getByLabel("Tiêu đề").fill(title);
    await page.getByLabel("Nội dung").fill("Cấm đường phố Hàng Bài tối thứ Bảy để sửa ống nước.");
    await page.getByRole("button", { name: "Trình phê duyệt" }).click();
    await page.getByText("Đã trình bản tin").waitFor();
  });
  await at("00070-head", async (page) => {
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
  const code = await report({ text: "Cây khô có nguy cơ gãy đổ trước cổng chợ, đề nghị cắt tỉa." });
  await at("pvhcc-centre", async (page) => {
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

test("what comes late covers nothing that was chosen meanwhile", async () => {
  const code = await report({ text: "Ghế đá trong vườn hoa gãy chân, trẻ em hay ngồi." });
  await at("pvhcc-centre", async (page) => {
    const tab = (name) => page.getByRole("navigation", { name: "Bàn làm việc" }).getByRole("link", { name });
    const approval = page.getByRole("heading", { name: "Dự thảo, kết quả và công khai" });
    let release = await holdBack(page, "**/api/units");
    await page.goto("/can-bo?don-vi=00070");
    await tab("Phê duyệt").click();
    await approval.waitFor();
    release();
    await page.getByLabel("Tìm đơn vị").waitFor();
    await approval.waitFor();
    assert.equal(await page.locator(".desk__view").getByText("Đang tải").count(), 0);

    release = await holdBack(page, `**/api/cases/${code}`);
    await page.goto(`/can-bo?don-vi=00070&ho-so=${code}`);
    await tab("Phê duyệt").click();
    await approval.waitFor();
    const answer = page.waitForResponse(`**/api/cases/${code}`);
    release();
    await (await answer).finished();
    await page.waitForTimeout(200);
    assert.equal(await page.getByRole("heading", { name: `Hồ sơ ${code}` }).count(), 0);
    await approval.waitFor();
  });
});

test("somebody without a desk is told so, and where to go", async () => {
  await at("citizen-lan", async (page) => {
    await page.goto("/can-bo");
    await page.getByText("không thuộc đơn vị nào").waitFor();
    assert.equal(await page.locator("h1").count(), 1);
  });
  for (const [account, address] of [["admin", "/to-chuc"], ["pvhcc-support", "/gui"], ["pvhcc-personnel", "/dau-moi"]]) {
    await at(account, async (page) => {
      await page.goto("/can-bo");
      const said = page.locator(".notice", { hasText: "không có bàn xử lý hồ sơ" });
      assert.equal(await said.getByRole("link").first().getAttribute("href"), address);
    });
  }
});
