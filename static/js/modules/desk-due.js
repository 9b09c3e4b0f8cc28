// When a thing is due, as a tag, and how pressing it is.

import { h } from "../dom.js";
import { distance, urgency } from "../time.js";
import * as words from "../words.js";

/** `late`, `soon` or empty. Late is what the server says: the clock of this machine may be wrong. */
export const pressing = (dueAt, overdue) => (overdue ? "late" : urgency(dueAt) === "soon" ? "soon" : "");

/** `còn 3 giờ`, `quá hạn 2 ngày`. */
export function dueTag(dueAt, overdue) {
  if (!dueAt) return null;
  const far = distance(dueAt);
  const kind = pressing(dueAt, overdue);
  const told = far.startsWith("quá hạn") === Boolean(overdue) ? far : overdue ? "quá hạn" : "sắp đến hạn";
  return h("span", { class: kind ? `tag tag--${kind}` : "tag tag--plain" }, told);
}

/** The level; the usual one is quiet. */
export const levelTag = (level) => h("span", { class: level === "urgent" ? "tag tag--late" : level === "complex" ? "tag tag--soon" : "tag tag--plain" }, words.level(level));
