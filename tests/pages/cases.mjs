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
  const sent = await as("citizen-lan", "POST", "/api/reports", {
    kind: "field", category: "duong-ha-tang", text, address, ward: UNIT,
    happened_at: new Date(Date.now() - 600_000).toISOString(), media: [await picture("citizen-lan")], confidential: false,
  }, { "Idempotency-Key": crypto.randomUUID() });
  return sent.code;
}

/** Takes a case from acceptance to its published result. */
export async function publish(code, result) {
  const act = (who, name, body) => as(`${UNIT}-${who}`, "POST", `/api/cases/${code}/${name}`, body);
  await act("intake", "acceptance", {
    level: "normal",
    checklist: { content_clear: true, identity_complete: true, media_intact: true, place_specific: true },
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
export const refuse = (code, explanation) => as(`${UNIT}-intake`, "POST", `/api/cases/${code}/refusal`, { reason: "a", explanation });
