// Elements from data. Text goes in as text, never as markup.

/** An element. `props` are attributes; `on` holds listeners, `props` of it properties; null children are left out. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...kept(children));
  return element;
}

const kept = (children) => children.flat(3).filter((child) => child !== null && child !== undefined && child !== false);

/** Puts these children in the place of whatever was there. */
export function fill(element, ...children) {
  element.replaceChildren(...kept(children));
  return element;
}

/** A box that says something. */
export function notice(kind, ...children) {
  return h("div", { class: `notice notice--${kind}` }, children.map((child) => (typeof child === "string" ? h("p", {}, child) : child)));
}

/** A problem, told to a person; with a way to try again where that may help. */
export function problemNotice(problem, again) {
  return h(
    "div",
    { class: "notice notice--error" },
    h("div", { role: "alert" }, h("p", {}, problem.message || "Có lỗi xảy ra. Vui lòng thử lại.")),
    problem.article && h("p", { class: "small" }, `Căn cứ: ${problem.article}.`),
    problem.id && h("p", { class: "small" }, "Mã sự cố: ", h("span", { class: "code" }, problem.id)),
    problem.status === 401 && h("p", {}, h("a", { href: signInHref() }, "Đăng nhập")),
    again && problem.status !== 401 && problem.status !== 404 && h("p", {}, h("button", { type: "button", class: "button button--second", on: { click: again } }, "Thử lại")),
  );
}

/** The sign-in page, with the way back here. */
export function signInHref() {
  return `/dang-nhap?tiep=${encodeURIComponent(location.pathname + location.search)}`;
}

/** What shows while something is fetched. */
export const loading = (text = "Đang tải…") => h("p", { class: "muted" }, text);

let last = 0;
/** An id that no other element has. */
export const newId = (prefix) => `${prefix}-${++last}`;
