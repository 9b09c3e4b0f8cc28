// Who is signed in, where a page is for nobody else.

import { me } from "./api.js";
import { fill, h, notice, problemNotice, signInHref } from "./dom.js";

/** The box that asks to sign in. */
export const signInNotice = (sentence) => notice("info", h("p", {}, sentence), h("p", {}, h("a", { class: "button", href: signInHref() }, "Đăng nhập")));

/**
 * The person; or null, and `element` says what to do: to sign in, or to try again when it could not be
 * asked. `again` shows the page anew.
 */
export async function signedIn(element, sentence, again) {
  try {
    const person = await me();
    if (!person) fill(element, signInNotice(sentence));
    return person;
  } catch (problem) {
    fill(element, problemNotice(problem, again));
    return null;
  }
}
