// Cases made through the interface, for the pages to show.

import { readFile } from "node:fs/promises";
import { as, PIXEL } from "./browser.mjs";

const UNIT = "00070"; // Phường Hoàn Kiếm

const pixel = await readFile(PIXEL);
async function picture(account) {
  return (await as(account, "POST", "/api/media", new Uint8Array(pixel))).id;
}

/** Sends a report as `citizen-lan`; its code. */
export async function sendReport({ text, address }) {
  return send({
    kind: "field", category: "duong-ha-tang", text, address, ward: UNIT,
    happened_at: new Date(Date.now() - 600_000).toISOString(), media: [await picture("citizen-lan")], confidential: false,
  });
}

const send = async (report) => (await as("citizen-lan", "POST", "/api/reports", report, { "Idempotency-Key": crypto.randomUUID() })).code;

const CHECKLIST = { content_clear: true, identity_complete: true, media_intact: true, place_specific: true };

/** An initiative of `citizen-lan` that the city asks everybody about, for three days; its code. */
export async function askedAbout(text) {
  const code = await send({ kind: "initiative", category: "sk-do-thi", text, ward: UNIT, confidential: false });
  const act = (who, name, body) => as(who, "POST", `/api/cases/${code}/${name}`, body);
  await act("pvhcc-intake", "acceptance", { level: "normal", checklist: CHECKLIST });
  await act("pvhcc-head", "dispatch", { to: "so-khcn", instruction: "Nghiên cứu, đánh giá và trả lời đúng hạn." });
  await act("so-khcn-head", "assignment", { handler: "so-khcn-handler" });
  await act("so-khcn-handler", "evaluation", {
    feasibility: "high", feasibility_reason: "Đã có sẵn mặt bằng và nguồn điện.", fit: "medium", fit_reason: "Nhu cầu tập trung ở khu trung tâm.",
  });
  await act("so-khcn-head", "views", { teaser: text, until: new Date(Date.now() + 3 * 86_400_000).toISOString() });
  return code;
}

/** A session of citizen reception in three weeks, on the first day on which the board may hold one. */
export async function postSession() {
  for (let ahead = 21; ahead < 42; ahead += 1) {
    const day = new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    try {
      return await as("ban-tcd-intake", "POST", "/api/reception/sessions", {
        site: "ly-thai-to", kind: "regular", mode: "in_person", chair: "Phó Trưởng ban Tiếp công dân",
        starts_at: `${day}T08:00:00+07:00`, ends_at: `${day}T11:30:00+07:00`, capacity: 8,
      });
    } catch (refused) {
      // Reserved for planned cases, a day off, or taken by a session of an earlier run: the next day.
      if (ahead === 41) throw refused;
    }
  }
  return undefined;
}

/** Takes a case from acceptance to its published result. */
export async function publish(code, result) {
  const act = (who, name, body) => as(`${UNIT}-${who}`, "POST", `/api/cases/${code}/${name}`, body);
  await act("intake", "acceptance", {
    level: "normal",
    checklist: CHECKLIST,
  });
  await act("head", "dispatch", { to: UNIT });
  await act("head", "assignment", { handler: `${UNIT}-handler` });
  await act("handler", "draft", { conclusion: "Đã kiểm tra hiện trường, đề nghị lát lại đoạn hỏng trong tuần." });
  await act("head", "approval", {});
  await act("handler", "result", { result, evidence: [await picture(`${UNIT}-handler`)] });
  await act("head", "publication", {});
}

/** Asks the sender of a case for more. */
export const askForMore = (code, question) => as(`${UNIT}-intake`, "POST", `/api/cases/${code}/information-requests`, { question });

/** Does not take a case on. */
export const refuse = (code, explanation, reason = "a") => as(`${UNIT}-intake`, "POST", `/api/cases/${code}/refusal`, { reason, explanation });
