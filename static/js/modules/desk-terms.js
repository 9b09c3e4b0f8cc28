// What the terms of a case's kind allow, in words: for the forms that choose a level or a longer time.

import { get } from "../api.js";
import { kinds } from "../kinds.js";
import * as words from "../words.js";

const LEVELS = ["urgent", "normal", "complex"];

/** The terms of a kind as they are today; null where they cannot be had. */
export const termsOf = (kind) => kinds().then((all) => all.find((one) => one.kind === kind) ?? null, () => null);

const limitOf = (terms, what) => terms?.limits.find((limit) => limit.what === what);

/** How long handling takes at that level; undefined where it is not known. */
export function handlingIn(terms, level, aroundTheClock) {
  const limit = limitOf(terms, `handling_${level}`);
  if (!limit) return undefined;
  const hours = level === "urgent" && aroundTheClock && /^(\d+)wh$/.exec(limit.limit);
  const longer = level === "complex" && terms.extension_days_max !== null ? `, có thể gia hạn đến ${terms.extension_days_max} ngày làm việc` : "";
  return `Xử lý trong ${hours ? `${hours[1]} giờ liên tục, kể cả ngoài giờ làm việc` : limit.limit_in_words}${longer}`;
}

/** The levels as choices, each with how long handling takes in the unit that holds the case. */
export async function levels(file) {
  const [terms, settings] = await Promise.all([termsOf(file.kind), get(`/api/units/${encodeURIComponent(file.unit.id)}/settings`).catch(() => null)]);
  return LEVELS.map((level) => [level, words.level(level), handlingIn(terms, level, settings?.urgent_around_the_clock)]);
}

/** The level that cases of the category usually have; undefined where it is not known. */
export async function usualLevel(file) {
  const found = await get("/api/categories", { kind: file.kind }).catch(() => null);
  return found?.categories.find(({ code }) => code === file.category.code)?.usual_level;
}

/** From how many to how many working days in all handling may be extended under today's terms; null where none is left. */
export function extensionOf(file, terms) {
  const limit = file.clocks.find(({ kind }) => kind === "handling")?.limit ?? limitOf(terms, "handling_complex")?.limit ?? "";
  const from = Number(/^(\d+)wd$/.exec(limit)?.[1] ?? 0) + 1;
  return terms.extension_days_max !== null && from <= terms.extension_days_max ? { from, to: terms.extension_days_max } : null;
}
