// What an office keeps besides the way of one case: supporters, the ledger, inspections, texts, services, remarks,
// conduct, reception, units and settings.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { as, launch, onPage, signIn } from "./browser.mjs";
import { assigned, CHECKLIST, choose, does, file, find, form, officer, opened, reads, report, state, ticksAll, told, unfolded, visit } from "./desks.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

const at = (account, story, options) => officer(browser, account, story, options);
/** The browser notes what is refused in its console, by intent here. */
const refused = { statuses: [422] };

const DAY = 24 * 3600_000;
/** A day in Hanoi, so many days ahead. */
const ahead = (days) => new Date(Date.now() + 7 * 3600_000 + days * DAY).toISOString().slice(0, 10);
/** A name that nothing else has. */
const unique = (words) => `${words} ${Date.now().toString(36)}`;
const errorAt = (scope, field) => scope.locator(`[data-field="${field}"] > .field__error`);
/** The sentence that an act ends with has the focus: the button that was pressed is gone. */
const said = async (page, sentence) => {
  await told(page, sentence);
  await page.waitForFunction(() => document.activeElement.classList.contains("done"));
};

test("two wards are asked in one act, one contributes and one declines, and the draft begins with what came", async () => {
  const code = await report({ text: "Đường ống vỡ, nước chảy tràn qua ranh giới ba phường suốt đêm." });
  await assigned(code);
  await at("00070-head", async (page) => {
    await visit(page, code);
    const invite = await opened(page, "invite", "Mời đơn vị phối hợp");
    await find(invite, "ba dinh");
    await invite.getByRole("button", { name: "Thêm đơn vị khác" }).click();
    await find(invite, "ngoc ha"); // found and not yet on the list: it counts
    await invite.getByLabel("Lý do và nội dung cần phối hợp").fill("Khóa van và thay đoạn ống trên địa bàn của phường.");
    await invite.getByRole("button", { name: "Mời phối hợp" }).click();
    await told(page, "Đã mời đơn vị phối hợp");
    for (const name of ["Phường Ba Đình", "Phường Ngọc Hà"]) await page.locator(".case__support .card", { hasText: name }).waitFor();
    assert.equal(await page.locator(".case__support .card").count(), 2);
  });
  const { handlers } = await reads("00004-head", "/api/units/00004/handlers");
  await at("00004-head", async (page) => {
    await visit(page, code, "support");
    await choose(form(page, "support_assign"), handlers.find(({ id }) => id === "00004-handler").name);
    await form(page, "support_assign").getByRole("button", { name: "Giao cán bộ phối hợp" }).click();
    await told(page, "Đã giao cán bộ phối hợp");
  });
  const contribution = "Đã khóa van phía Ba Đình và thay đoạn ống dài bốn mét.";
  await at("00004-handler", async (page) => {
    await visit(page, code, "support");
    await form(page, "support_draft").getByLabel("Kết quả phối hợp").fill(contribution);
    await form(page, "support_draft").getByRole("button", { name: "Trình kết quả phối hợp" }).click();
    await told(page, "Đã trình kết quả phối hợp");
  });
  await at("00004-head", async (page) => {
    await visit(page, code, "support");
    await form(page, "support_approve").getByText(contribution).waitFor();
    await form(page, "support_approve").getByRole("button", { name: "Duyệt và gửi" }).click();
    await told(page, "Đã gửi kết quả phối hợp");
  });
  await at("00008-head", async (page) => {
    await visit(page, code, "support");
    const decline = await opened(page, "support_decline", "Từ chối phối hợp");
    await decline.getByLabel("Lý do từ chối").fill("Đoạn ống trên địa bàn Ngọc Hà đã được thay từ năm ngoái.");
    await decline.getByRole("button", { name: "Từ chối phối hợp" }).click();
    await told(page, "Đã từ chối phối hợp");
  });
  await at("00070-handler", async (page) => {
    await visit(page, code);
    const draft = form(page, "draft");
    assert.equal(await draft.getByLabel("Dự thảo kết quả xử lý").inputValue(), `Phường Ba Đình: ${contribution}`);
    await draft.getByRole("button", { name: "Trình dự thảo" }).click();
    await state(page, "drafted");
  });
  await does("00070-head", code, "approval");
  await at("00070-handler", async (page) => {
    await visit(page, code);
    await form(page, "record_result").getByText("Kết quả phối hợp (Phường Ba Đình").waitFor();
  });
});

test("a head asks others while taking the report on, at a level that allows it", async () => {
  const code = await report({ text: "Mương thoát nước giữa ba phường tắc nghẽn, nước đen tràn vào nhà." });
  await at("00070-head", async (page) => {
    await visit(page, code, "verification");
    const accept = form(page, "accept");
    await ticksAll(accept);
    for (const name of ["ba dinh", "ngoc ha"]) {
      await find(accept, name);
      await accept.getByRole("button", { name: "Thêm đơn vị khác" }).click();
    }
    await accept.getByRole("button", { name: "Bỏ Phường Ngọc Hà" }).click();
    await accept.getByRole("button", { name: "Tiếp nhận hồ sơ" }).click();
    await errorAt(accept, "level").waitFor();
    await choose(accept, "Phức tạp");
    await accept.getByLabel("Lý do chọn mức độ").fill("Mương chạy qua địa bàn ba phường.");
    await accept.getByRole("button", { name: "Tiếp nhận hồ sơ" }).click();
    await state(page, "accepted");
  }, refused);
  assert.deepEqual((await file("00070-head", code)).contributions.map(({ unit }) => unit.id), ["00004"]);
});

test("an initiative's draft begins with the contribution, and each error of its plan stands at its own field", async () => {
  const code = await report({ kind: "initiative", category: "sk-do-thi", text: "Đặt trạm sạc xe đạp điện có mái che ở các bến xe buýt." });
  await does("pvhcc-intake", code, "acceptance", { checklist: CHECKLIST, level: "normal" });
  await does("pvhcc-head", code, "dispatch", { to: "so-khcn" });
  await does("so-khcn-head", code, "assignment", { handler: "so-khcn-handler" });
  await does("so-khcn-handler", code, "evaluation", { feasibility: "high", feasibility_reason: "Các bến đã có nguồn điện.", fit: "medium", fit_reason: "Nhu cầu tập trung ở nội đô." });
  await does("so-khcn-head", code, "supporters", { units: ["so-xay-dung"], reason: "Cho biết bến nào đủ chỗ đặt trạm." });
  await does("so-xay-dung-head", code, "supporters/so-xay-dung/assignment", { handler: "so-xay-dung-handler" });
  await does("so-xay-dung-handler", code, "supporters/so-xay-dung/contribution", { contribution: "Ba bến lớn đủ chỗ đặt trạm có mái che." });
  await does("so-xay-dung-head", code, "supporters/so-xay-dung/contribution-approval");
  await at("so-khcn-handler", async (page) => {
    await visit(page, code);
    const draft = form(page, "draft");
    const send = () => draft.getByRole("button", { name: "Trình dự thảo" }).click();
    assert.equal(await draft.getByLabel("Dự thảo trả lời").inputValue(), "Sở Xây dựng: Ba bến lớn đủ chỗ đặt trạm có mái che.");
    await choose(draft, /^Được áp dụng/);
    await send();
    for (const field of ["plan.text", "plan.from", "plan.to", "plan.responsible", "plan.milestones[0].title", "plan.milestones[0].due_on"]) await errorAt(draft, field).waitFor();
    await draft.getByLabel("Nội dung kế hoạch").fill("Lắp hai mươi trạm sạc tại ba bến xe buýt lớn.");
    await draft.getByLabel("Từ ngày").fill(ahead(10));
    await draft.getByLabel("Đến ngày").fill(ahead(100));
    await draft.getByLabel("Bộ phận chịu trách nhiệm").fill("Phòng Quản lý công nghệ");
    await draft.getByLabel("Mốc 1", { exact: true }).fill("Thí điểm");
    await draft.getByLabel("Hạn của mốc 1").fill(ahead(40));
    for (let count = 0; count < 3; count += 1) await draft.getByRole("button", { name: "Thêm mốc" }).click();
    await draft.getByLabel("Mốc 3", { exact: true }).fill("Đủ ba bến");
    await send();
    // The second row is empty and counts, because the third is not; the fourth is not sent.
    for (const field of ["plan.milestones[1].title", "plan.milestones[1].due_on", "plan.milestones[2].due_on"]) await errorAt(draft, field).waitFor();
    assert.equal(await draft.locator(".field__error").count(), 3);
    await draft.getByLabel("Mốc 2", { exact: true }).fill("Một bến");
    await draft.getByLabel("Hạn của mốc 2").fill(ahead(60));
    await draft.getByLabel("Hạn của mốc 3").fill(ahead(90));
    await send();
    await state(page, "drafted");
  }, refused);
  assert.equal((await file("so-khcn-handler", code)).initiative.decisions.at(-1).milestones.length, 3);
});

test("the Centre reads a unit's ledger month by month, and a case tells what its sum means", async () => {
  const code = await report({ ward: "00166", text: "Đèn tín hiệu nút giao không hoạt động từ sáng sớm." });
  await at("pvhcc-centre", async (page) => {
    await page.goto("/can-bo?ban=ledger&don-vi=00166");
    await page.locator(".card", { hasText: code }).first().waitFor();
    await page.getByLabel("Tháng bắt đầu tính").fill("2025-03");
    await page.getByRole("button", { name: "Xem", exact: true }).click();
    await page.getByText("Không có thời hạn nào bắt đầu trong thời gian này.").waitFor();
    assert.equal(await page.locator(".card").count(), 0);
    await page.goto(`/can-bo?don-vi=00166&ho-so=${code}`);
    await unfolded(page, "Thời gian từng đơn vị giữ hồ sơ");
    await page.getByText("Thời hạn chạy song song").waitFor();
  });
});

test("the Inspectorate inspects a verified report of waste and looks at its sender once", async () => {
  const code = await report({ kind: "waste", category: "lp-tai-san-cong", text: "Trụ sở cũ bỏ hoang ba năm, điện vẫn bật suốt đêm." });
  await does("thanh-tra-intake", code, "acceptance", { checklist: CHECKLIST, level: "normal" });
  await at("thanh-tra-inspector", async (page) => {
    await visit(page, code, "inspection");
    let act = await opened(page, "open_inspection", "Mở cuộc thanh tra");
    await act.getByLabel("Số quyết định").fill("Số 12/QĐ-TTTP");
    await act.getByLabel("Phạm vi thanh tra").fill("Việc quản lý trụ sở cũ từ năm 2023.");
    await act.getByLabel("Lý do", { exact: true }).fill("Phản ánh đã được xác minh là có cơ sở.");
    await act.getByRole("button", { name: "Mở cuộc thanh tra" }).click();
    await told(page, "Đã mở cuộc thanh tra");
    act = await opened(page, "log_inspection", "Ghi nhật ký thanh tra");
    await act.getByLabel("Việc đã làm, điều đã thấy").fill("Đã kiểm tra công tơ điện tại trụ sở.");
    await act.getByRole("button", { name: "Ghi nhật ký" }).click();
    await page.getByText("Đã kiểm tra công tơ điện tại trụ sở.").waitFor();
    act = await opened(page, "look_at_identity", "Xem danh tính người gửi");
    await act.getByLabel("Lý do phải xem danh tính").fill("Cần mời người gửi cung cấp thêm tài liệu.");
    await act.getByRole("button", { name: "Xem danh tính" }).click();
    await page.locator(".done").getByText("Nguyễn Thị Lan").waitFor();
    act = await opened(page, "end_inspection", "Kết thúc cuộc thanh tra");
    await choose(act, /^Có vi phạm/);
    await act.getByLabel("Nội dung kết luận").fill("Đơn vị quản lý để lãng phí điện; kiến nghị thu hồi tiền điện.");
    await act.getByRole("button", { name: "Kết thúc thanh tra" }).click();
    await told(page, "Đã kết thúc cuộc thanh tra");
    await page.getByText("Kết luận: Có vi phạm").waitFor();
  });
});

test("a unit words its refusals; the text fits a report without an address and one that shows what it is", async () => {
  await at("so-tu-phap-head", async (page) => {
    await page.goto("/quan-ly?muc=templates");
    const one = page.locator("[data-reason=a]");
    await one.locator("summary").click();
    await one.getByLabel("Nội dung mẫu").fill("Kiến nghị {code} về {category} tại {address} chưa đủ thông tin để xem xét.");
    await one.getByRole("button", { name: "Lưu mẫu" }).click();
    await said(page, "Đã lưu mẫu trả lời.");
  });
  const code = await report({ kind: "regulation", category: "qdhc-khong-phu-hop", text: "Thủ tục yêu cầu bản sao công chứng đã có trên dữ liệu dân cư." });
  const { category, ward } = await file("so-tu-phap-intake", code);
  await at("so-tu-phap-intake", async (page) => {
    await visit(page, code, "verification");
    const refuse = await opened(page, "refuse", "Từ chối tiếp nhận");
    await refuse.locator("input[name=reason][value=a]").check();
    assert.equal(await refuse.getByLabel("Giải thích cho người gửi").inputValue(), `Kiến nghị ${code} về ${category.name} tại ${ward.name} chưa đủ thông tin để xem xét.`);
  });
  const complaint = await report({ text: "Tôi khiếu nại quyết định xử phạt của phường, đề nghị xem xét lại." });
  await at("00070-intake", async (page) => {
    await visit(page, complaint, "verification");
    const refuse = await opened(page, "refuse", "Từ chối tiếp nhận");
    assert.ok(await refuse.locator("input[name=reason][value=scope]").isChecked());
    const offered = await refuse.getByLabel("Giải thích cho người gửi").inputValue();
    assert.ok(offered.length >= 10 && !/[{}]|null/.test(offered), `the text for the reason that is chosen beforehand: ${offered}`);
    await refuse.getByRole("button", { name: "Từ chối tiếp nhận" }).click();
    await state(page, "refused");
  });
});

test("a department offers a service in the wards it names; the Centre approves it, finds it again and takes it out", async () => {
  const title = unique("Tiêm chủng lưu động");
  const offered = async (ward) => (await reads(null, `/api/public/services?ward=${ward}`)).services.some((one) => one.title === title);
  await at("so-y-te-handler", async (page) => {
    await page.goto("/quan-ly");
    const box = await unfolded(page, "Soạn dịch vụ mới");
    await choose(box, /^Y tế/);
    await box.getByLabel("Tên dịch vụ").fill(title);
    await box.getByLabel("Phục vụ gì, cho ai").fill("Tiêm vắc xin miễn phí cho trẻ dưới năm tuổi.");
    await choose(box, "Các phường, xã đã chọn");
    await box.getByLabel("Địa điểm").fill("Xe tiêm chủng tại nhà văn hóa");
    await box.getByRole("button", { name: "Lưu", exact: true }).click();
    await errorAt(box, "areas").waitFor(); // no ward would be the whole city
    await find(box, "ba dinh", "phường, xã");
    await box.getByRole("button", { name: "Thêm phường, xã này" }).click();
    await box.getByRole("button", { name: "Lưu", exact: true }).click();
    await said(page, "Đã lưu dịch vụ.");
    await page.locator("[data-service]", { hasText: title }).getByRole("button", { name: "Trình Trung tâm phê duyệt" }).click();
    await said(page, "Đã trình Trung tâm phê duyệt.");
  });
  await at("pvhcc-centre", async (page) => {
    await page.goto("/quan-ly");
    await page.getByText("Soạn dịch vụ mới").waitFor(); // the Centre has services of its own, too
    const card = page.locator("[data-service]", { hasText: title });
    await card.getByRole("button", { name: "Phê duyệt", exact: true }).click();
    await said(page, "Đã phê duyệt");
    assert.deepEqual([await offered("00004"), await offered("00070")], [true, false]);
    await page.getByLabel("Xem", { exact: true }).selectOption("approved");
    await page.getByRole("button", { name: "Xem danh sách" }).click();
    const box = await unfolded(card, "Rút dịch vụ");
    await box.getByLabel("Lý do rút").fill("Số điện thoại của xe tiêm chủng đã đổi.");
    await box.getByRole("button", { name: "Rút dịch vụ" }).click();
    await said(page, "Đã rút dịch vụ.");
    assert.equal(await offered("00004"), false);
  });
});

test("a remark on the regulation is answered and goes into the report of the Centre", async () => {
  const words = unique("Chưa rõ ai tiếp nhận khi hồ ở giữa hai phường");
  await at("00070-head", async (page) => {
    await page.goto("/quan-ly?muc=remarks");
    const box = await unfolded(page, "Gửi ý kiến mới");
    await box.getByLabel("Điều", { exact: true }).fill("5");
    await box.getByLabel("Vướng mắc").fill(words);
    await box.getByRole("button", { name: "Gửi Trung tâm" }).click();
    await said(page, "Đã gửi ý kiến về Trung tâm.");
    await page.locator("[data-remark]", { hasText: words }).waitFor();
  });
  await at("pvhcc-centre", async (page) => {
    await page.goto("/quan-ly?muc=remarks");
    const card = page.locator("[data-remark]", { hasText: words });
    let box = await unfolded(card, "Trả lời");
    await box.getByLabel("Nội dung trả lời").fill("Phường có phần diện tích lớn hơn tiếp nhận trước.");
    await box.getByRole("button", { name: "Gửi trả lời" }).click();
    await said(page, "Đã trả lời đơn vị.");
    box = await unfolded(card, "Đưa vào báo cáo tổng hợp");
    await box.getByLabel("Báo cáo nào, mục nào").fill("Báo cáo quý, mục khó khăn vướng mắc.");
    await box.getByRole("button", { name: "Đánh dấu đã tổng hợp" }).click();
    await said(page, "Đã đánh dấu tổng hợp.");
    await card.getByText("Phường có phần diện tích lớn hơn tiếp nhận trước.").waitFor();
  });
});

test("a reorganisation is planned in plain fields, looked at ahead, approved by another person and cancelled", async () => {
  const title = unique("Nhập Ngọc Hà vào Ba Đình");
  await at("admin", async (page) => {
    await page.goto("/to-chuc");
    await unfolded(page, "Lập phương án sắp xếp");
    const planning = page.locator("form[data-planning]");
    const send = () => planning.getByRole("button", { name: "Lập phương án" }).click();
    await send(); // nothing real stands in the form beforehand
    for (const field of ["title", "legal_basis", "effective_on", "changes[0].unit", "changes[0].successors[0].unit"]) await errorAt(planning, field).waitFor();
    await planning.getByLabel("Tên phương án").fill(title);
    await planning.getByLabel("Căn cứ").fill("Nghị quyết 99/NQ-HĐND của Hội đồng nhân dân Thành phố.");
    await planning.getByLabel("Ngày hiệu lực").fill(ahead(200));
    await find(planning.locator('[data-field="changes[0].unit"]'), "ngoc ha");
    await find(planning.locator('[data-field="changes[0].successors[0].unit"]'), "ba dinh");
    await planning.getByRole("button", { name: "Thêm thay đổi" }).click();
    const second = planning.locator('[data-field="changes[1]"]');
    await second.getByLabel("Thay đổi gì").selectOption("merge");
    await second.getByLabel("Tên đơn vị").fill("Phường Cửa Nam");
    await send();
    for (const field of ["changes[1].units", "changes[1].into.id"]) await errorAt(planning, field).waitFor();
    await second.getByLabel("Thay đổi gì").selectOption("rename");
    await find(second, "cua nam");
    await second.getByLabel("Tên mới").fill("Phường Cửa Nam Hà Nội");
    await send();
    await said(page, "Đã lập phương án");
    const card = page.locator("[data-reorganisation]", { hasText: title });
    await card.getByText("Người lập không tự phê duyệt.").waitFor();
  }, refused);
  await at("pvhcc-centre", async (page) => {
    await page.goto("/to-chuc");
    const card = page.locator("[data-reorganisation]", { hasText: title });
    await unfolded(card, "Xem trước");
    await card.getByText(/^Sẽ chuyển \d+ hồ sơ đang mở/).waitFor();
    await card.getByText("thành Phường Cửa Nam Hà Nội").waitFor();
    const cases = await unfolded(card, "Hồ sơ của Phường Ngọc Hà");
    await cases.locator(".empty, .code").first().waitFor();
    await card.getByRole("button", { name: "Phê duyệt", exact: true }).click();
    await said(page, "Đã phê duyệt");
    await card.getByText(/Phê duyệt \d\d\/\d\d\/\d{4}/).waitFor();
    const cancelling = await unfolded(card, "Hủy");
    await cancelling.getByLabel("Lý do hủy").fill("Hội đồng nhân dân lùi việc sắp xếp.");
    await cancelling.getByRole("button", { name: "Hủy phương án" }).click();
    await said(page, "Đã hủy phương án.");
    await card.getByText("Hội đồng nhân dân lùi việc sắp xếp.").waitFor();
  });
});

test("terms of a kind and first units are set from a day on, in plain fields", async () => {
  await at("admin", async (page) => {
    await page.goto("/to-chuc");
    let box = await unfolded(page, "Thời hạn và yêu cầu theo loại phản ánh");
    await box.getByLabel("Loại phản ánh").selectOption("business");
    const terms = box.locator("form[data-terms=business]");
    await terms.getByLabel("Tiếp nhận", { exact: true }).fill("");
    await terms.getByRole("button", { name: "Lưu thời hạn" }).click();
    await errorAt(terms, "spec.acceptance").waitFor();
    await terms.getByLabel("Tiếp nhận", { exact: true }).fill("6");
    await terms.getByLabel("Tên phiên bản").fill(`thu-${Date.now()}`);
    await terms.getByLabel("Áp dụng từ ngày").fill(ahead(300));
    await terms.getByLabel("Lý do").fill("Quyết định rút ngắn thời hạn tiếp nhận.");
    await terms.getByRole("button", { name: "Lưu thời hạn" }).click();
    await said(page, "Đã đặt thời hạn mới");
    box = await unfolded(page, "Đơn vị tiếp nhận đầu tiên theo lĩnh vực");
    await box.getByLabel("Lĩnh vực", { exact: true }).selectOption("tieng-on");
    await box.getByText(/^Từ .*: Phường, xã nơi xảy ra$/).first().waitFor();
    const first = box.locator("form[data-first-unit=tieng-on]");
    await first.getByLabel("Từ ngày").fill(ahead(300));
    await find(first, "so xay dung");
    await first.getByLabel("Lý do").fill("Sở tiếp nhận trước để điều phối các phường.");
    await first.getByRole("button", { name: "Lưu đơn vị tiếp nhận" }).click();
    await said(page, "Đã đặt đơn vị tiếp nhận");
  });
  const { terms } = await reads("admin", "/api/terms/business");
  assert.equal(terms[0].spec.acceptance, "6wh");
  assert.deepEqual({ ...terms[0].spec, acceptance: "8wh" }, terms[1].spec, "all else is as it was");
  // The Centre reads them and has no form.
  await at("pvhcc-centre", async (page) => {
    await page.goto("/to-chuc");
    const box = await unfolded(page, "Đơn vị tiếp nhận đầu tiên theo lĩnh vực");
    await box.getByLabel("Lĩnh vực", { exact: true }).selectOption("tieng-on");
    await box.getByText(": Sở Xây dựng").waitFor();
    assert.equal(await box.locator("form").count(), 0);
  });
});

test("a head puts the own unit on call, and its desk reads the limit of urgent cases so", async () => {
  const onCall = (urgent) => as("00166-head", "PUT", "/api/units/00166/settings", { calendar: "city", urgent_around_the_clock: urgent, reason: "Trực ngoài giờ theo kế hoạch của phường." });
  await onCall(false);
  await at("00166-head", async (page) => {
    await page.goto("/quan-ly?muc=settings");
    await choose(page, "Tính cả ngày lẫn đêm");
    await page.getByLabel("Lý do").fill("Phường trực cả đêm trong mùa mưa bão.");
    await page.getByRole("button", { name: "Lưu thiết lập" }).click();
    await said(page, "Đã lưu thiết lập của đơn vị.");
    assert.ok(await page.getByRole("radio", { name: /^Tính cả ngày lẫn đêm/ }).isChecked());
  });
  const code = await report({ ward: "00166", text: "Cây đổ chắn ngang đường sau cơn giông đêm qua." });
  await at("00166-intake", async (page) => {
    await visit(page, code, "verification");
    await form(page, "accept").getByText("4 giờ liên tục").waitFor();
  });
  await onCall(false);
});

test("a violation is recorded, its person objects, and the unit above annuls it", async () => {
  const code = await report({ text: "Vỉa hè trước số 12 Hàng Bài bị đào lên rồi bỏ đấy." }, "citizen-hoa");
  await does("00070-intake", code, "refusal", { reason: "dd", explanation: "Cán bộ đã đến tận nơi, không có sự việc như phản ánh." });
  await at("00070-intake", async (page) => {
    await visit(page, code);
    const box = await unfolded(page, "Vi phạm của người gửi");
    await choose(box, "Phản ánh sai sự thật");
    await box.getByLabel("Căn cứ").fill("Đến tận nơi xác minh: không có sự việc như đã phản ánh.");
    await box.getByRole("button", { name: "Ghi nhận vi phạm" }).click();
    await said(page, "Đã ghi nhận vi phạm.");
  });
  await onPage(browser, {}, async (page, context) => {
    await signIn(context, "citizen-hoa");
    await page.goto("/cua-toi");
    const card = page.locator("[data-violation]", { hasText: code });
    const box = await unfolded(card, "Gửi ý kiến phản đối");
    await box.getByLabel("Vì sao bạn không đồng ý").fill("Hôm tôi chụp thì vỉa hè còn đào dở, hôm sau đã lát lại.");
    await box.getByRole("button", { name: "Gửi ý kiến phản đối" }).click();
    await page.getByText("Đã gửi ý kiến phản đối.").waitFor();
  });
  await at("so-xay-dung-head", async (page) => {
    await page.goto("/quan-ly?muc=objections");
    const box = await unfolded(page.locator("[data-objection]", { hasText: code }), "Chấp nhận");
    await box.getByLabel("Lý do").fill("Ảnh gốc đúng ngày giờ, vỉa hè được lát lại sau đó.");
    await box.getByRole("button", { name: "Hủy bỏ vi phạm" }).click();
    await said(page, "Đã chấp nhận, vi phạm được hủy bỏ.");
  });
  const { violations } = await reads("citizen-hoa", "/api/me/conduct");
  assert.ok(violations.find((one) => one.code === code).annulled_at);
});

test("the board posts a leaders' day, confirms a booking, refuses it on a ground and issues the notice", async () => {
  const chair = unique("Phó Chủ tịch");
  let session;
  await at("ban-tcd-intake", async (page) => {
    await page.goto("/ban-tiep-cong-dan?phan=lich");
    const box = await unfolded(page, "Công bố buổi tiếp mới");
    const post = () => box.getByRole("button", { name: "Công bố buổi tiếp" }).click();
    await post();
    for (const field of ["chair", "starts_at", "ends_at"]) await errorAt(box, field).filter({ hasText: "Vui lòng điền mục này." }).waitFor();
    await choose(box, "Lãnh đạo Thành phố tiếp");
    await box.getByLabel("Người chủ trì tiếp").fill(chair);
    await box.getByLabel("Bắt đầu").fill(`${ahead(55).slice(0, 7)}-10T08:30`);
    await box.getByRole("button", { name: "Gợi ý ngày lãnh đạo tiếp" }).click();
    await box.getByText("công bố chậm nhất").waitFor();
    await post();
    await said(page, "Đã công bố buổi tiếp.");
    session = await page.locator("[data-session]", { hasText: chair }).getAttribute("data-session");
  }, refused);
  const { code } = await as("citizen-minh", "POST", "/api/reception/bookings", {
    session, matters: ["petition"], subject: "Đề nghị mở lại lối đi chung", content: "Gia đình đã gửi đơn đến phường, đề nghị Thành phố xem xét.", people: 1, address: "Số 12 phố Hàng Bài",
  });
  await at("ban-tcd-intake", async (page) => {
    await page.goto(`/ban-tiep-cong-dan?ma=${code}`);
    await page.getByRole("heading", { name: code }).waitFor();
    await (await unfolded(page, "Xác nhận")).getByRole("button", { name: "Xác nhận đăng ký" }).click();
    await said(page, "Xác nhận: đã ghi nhận");
    const box = await unfolded(page, "Từ chối tiếp");
    const refuse = () => box.getByRole("button", { name: "Từ chối tiếp" }).click();
    await refuse();
    await errorAt(box, "ground").filter({ hasText: "Vui lòng điền mục này." }).waitFor();
    await choose(box, "Vụ việc đã giải quyết");
    await box.getByLabel("Lý do").fill("Vụ việc đã được giải quyết, rà soát và trả lời bằng văn bản.");
    await refuse();
    await said(page, "Từ chối tiếp: đã ghi nhận");
  }, refused);
  await at("ban-tcd-head", async (page) => {
    await page.goto(`/ban-tiep-cong-dan?ma=${code}`);
    await (await unfolded(page, "Ban hành thông báo từ chối")).getByRole("button", { name: "Ban hành", exact: true }).click();
    await said(page, "Ban hành thông báo từ chối: đã ghi nhận");
    const year = Number(ahead(0).slice(0, 4));
    await page.goto("/ban-tiep-cong-dan?phan=so");
    await page.getByRole("link", { name: `Sổ năm ${year - 1}` }).click();
    await page.getByRole("heading", { name: `Sổ tiếp công dân năm ${year - 1}` }).waitFor();
    await page.getByText(`Sổ năm ${year - 1} chưa có dòng nào.`).waitFor();
  });
});

test("a list that breaks off says so and goes on when it is tried again", async () => {
  await at("ban-tcd-intake", async (page) => {
    await page.route("**/api/desks/reception/bookings**", (route) => route.fulfill({ status: 502, contentType: "application/json", body: "" }), { times: 1 });
    await page.goto("/ban-tiep-cong-dan");
    await page.getByText("Máy chủ trả lời không đọc được.").waitFor();
    await page.getByRole("button", { name: "Thử lại" }).click();
    await page.locator(".card, .empty").first().waitFor();
  }, { statuses: [502] });
});

test("personnel find a unit by its name and add its contact officer", async () => {
  const name = unique("Nguyễn Văn An");
  await at("pvhcc-personnel", async (page) => {
    await page.goto("/dau-moi");
    const box = await unfolded(page, "Thêm cán bộ đầu mối");
    await box.getByRole("button", { name: "Thêm", exact: true }).click();
    await errorAt(box, "unit").waitFor();
    await find(box, "ba dinh");
    for (const [label, value] of [["Họ và tên", name], ["Chức vụ", "Chuyên viên văn phòng"], ["Điện thoại cơ quan", "024 3825 0000"], ["Lĩnh vực phụ trách", "Hạ tầng kỹ thuật"], ["Làm đầu mối từ ngày", "2026-01-05"]]) await box.getByLabel(label).fill(value);
    await box.getByRole("button", { name: "Thêm", exact: true }).click();
    await said(page, "Đã thêm cán bộ đầu mối.");
    await page.getByLabel("Tìm theo tên, chức vụ").fill(name.toLowerCase());
    await page.getByRole("button", { name: "Tìm", exact: true }).click();
    await page.locator(".card", { hasText: name }).getByText("Phường Ba Đình").waitFor();
  });
});

test("an officer reads no network for what it is: nothing asks to sign in", async () => {
  for (const path of ["/quan-ly", "/to-chuc", "/dau-moi", "/ban-tiep-cong-dan"]) {
    await at("00070-head", async (page) => {
      await page.route("**/api/me", (route) => route.fulfill({ status: 502, contentType: "application/json", body: "" }));
      await page.goto(path);
      await page.locator("main").getByRole("button", { name: "Thử lại" }).waitFor();
      assert.equal(await page.locator("main").getByRole("link", { name: "Đăng nhập" }).count(), 0);
    }, { statuses: [502] });
  }
});
