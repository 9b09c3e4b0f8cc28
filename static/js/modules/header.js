// The frame: the menu of a small screen, who is signed in, the way to the desks for who works there.

import { me } from "../api.js";
import { fill, h } from "../dom.js";

export default function header(element) {
  const toggle = element.querySelector(".header__toggle");
  const nav = element.querySelector(".header__nav");
  const show = (open) => {
    toggle.setAttribute("aria-expanded", String(open));
    nav.classList.toggle("is-open", open);
  };
  toggle.addEventListener("click", () => show(toggle.getAttribute("aria-expanded") !== "true"));
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || toggle.getAttribute("aria-expanded") !== "true") return;
    show(false);
    toggle.focus();
  });
  // A header that cannot say who is signed in still leads everywhere.
  return me().then((person) => person && signedIn(element, person)).catch(() => {});
}

function signedIn(element, person) {
  const account = element.querySelector(".header__account a");
  fill(account, h("span", {}, h("span", { class: "visually-hidden" }, "Tài khoản: "), person.name));
  const staff = element.querySelector("[data-staff]");
  if (staff) staff.hidden = person.memberships.length === 0;
}
