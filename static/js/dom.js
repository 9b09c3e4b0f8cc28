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

/**
 * A box that says what was done. Who put it in gives it the focus: a live region that comes with its
 * text is read by few screen readers, and the button that was pressed is often gone.
 */
export function told(...content) {
  const box = notice("success", ...content);
  box.tabIndex = -1;
  box.classList.add("done");
  return box;
}

/** A problem, told to a person; with a way to try again where that may help. */
export function problemNotice(problem, again) {
  if (problem.status === undefined) console.error(problem); // a fault of the page: its message is for who mends it
  return h(
    "div",
    { class: "notice notice--error" },
    h("div", { role: "alert" }, h("p", {}, problem.status === undefined ? "Trang gặp lỗi. Vui lòng tải lại trang rồi thử lại." : problem.message)),
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

/** A place that fills itself with what `build` gives, and tells by itself what went wrong: the rest of the page does not wait for it. */
export function later(build) {
  const place = h("div", { class: "stack" });
  const run = async () => {
    fill(place, loading());
    try {
      fill(place, await build());
    } catch (problem) {
      fill(place, problemNotice(problem, run));
    }
  };
  place.ready = run();
  return place;
}

let last = 0;
/** An id that no other element has. */
export const newId = (prefix) => `${prefix}-${++last}`;

/** A part of a page with its heading, to which an address may lead. */
export const section = (id, title, ...content) => h("section", { class: "stack", "aria-labelledby": id }, h("h2", { id, tabindex: "-1" }, title), ...content);

/** The same where no address does. */
export const part = (title, ...content) => section(newId("phan"), title, ...content);

/** A line of `dl.facts`. */
export const fact = (term, ...value) => h("div", {}, h("dt", {}, term), h("dd", {}, ...value));

/** What somebody wrote, under its label; nothing where nothing was written. */
export const quoted = (label, content) => content && h("div", { class: "quoted" }, h("p", { class: "field__label" }, label), h("p", { class: "as-written" }, content));

/** The same in one line. */
export const said = (label, content) => content && h("p", {}, h("span", { class: "muted" }, `${label}: `), h("span", { class: "as-written" }, content));

/** The name of a thing of the server's, or what else it is known by. */
export const named = (thing) => thing?.name ?? thing?.id ?? thing?.code ?? "–";
