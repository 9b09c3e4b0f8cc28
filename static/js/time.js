// Dates and times as the office writes them: dd/MM/yyyy HH:mm, in Hanoi, wherever the reader is.

const PARTS = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Ho_Chi_Minh", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

function parts(instant) {
  const found = Object.fromEntries(PARTS.formatToParts(instant).map((part) => [part.type, part.value]));
  return found;
}

/** `13/02/2026 16:00`; a dash where there is none. */
export function dateTime(text) {
  const instant = text ? new Date(text) : null;
  if (!instant || Number.isNaN(instant.getTime())) return "–";
  const p = parts(instant);
  return `${p.day}/${p.month}/${p.year} ${p.hour}:${p.minute}`;
}

/** The value of a datetime-local input for that instant, in Hanoi. */
export function toInput(instant) {
  const p = parts(instant);
  return `${p.year}-${p.month}-${p.day}T${p.hour}:${p.minute}`;
}

/** A day of the server's, `2026-07-01`, as it is written here: `01/07/2026`; a dash where there is none. */
export const day = (iso) => (iso ? iso.split("-").reverse().join("/") : "–");

/** What a datetime-local input holds, as an instant in Hanoi. */
export const fromInput = (value) => (value ? `${value.length === 16 ? `${value}:00` : value}+07:00` : undefined);

/** How far away an instant is, in words: `còn 3 giờ`, `quá hạn 2 ngày`. */
export function distance(text, now = Date.now()) {
  const minutes = Math.round((new Date(text).getTime() - now) / 60000);
  const size = Math.abs(minutes);
  const words = size < 60 ? `${Math.max(size, 1)} phút` : size < 48 * 60 ? `${Math.floor(size / 60)} giờ` : `${Math.floor(size / 1440)} ngày`;
  return minutes >= 0 ? `còn ${words}` : `quá hạn ${words}`;
}

/** `late`, `soon` (four hours and less) or an empty text. */
export function urgency(text, now = Date.now()) {
  if (!text) return "";
  const left = new Date(text).getTime() - now;
  return left < 0 ? "late" : left <= 4 * 3600 * 1000 ? "soon" : "";
}
