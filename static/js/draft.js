// The text of a report that is not sent yet, kept on this device. No pictures, no place on the map.

const KEY = "ihanoi.draft";

/** What was kept, or null. A browser that keeps nothing is no fault. */
export function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

/** Keeps it, or forgets it when there is nothing in it. */
export function write(draft) {
  try {
    if (Object.values(draft).some(Boolean)) localStorage.setItem(KEY, JSON.stringify(draft));
    else localStorage.removeItem(KEY);
  } catch {
    // Full, or forbidden: the form works without.
  }
}

export const forget = () => write({});
