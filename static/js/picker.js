// Files that go with a form: taken or chosen, looked at, uploaded, taken away again.

import { Problem, upload } from "./api.js";
import { fill, h } from "./dom.js";

const MB = 1024 * 1024;
const IMAGES = { types: ["image/jpeg", "image/png", "image/webp"], size: 15 * MB, what: "Ảnh", names: "ảnh JPEG, PNG, WebP" };
const VIDEOS = { types: ["video/mp4", "video/quicktime"], size: 100 * MB, what: "Video", names: "video MP4, MOV" };
const PAPERS = { types: ["application/pdf"], size: 20 * MB, what: "Tài liệu", names: "tài liệu PDF" };

/** What a citizen shows of a place. */
export const PICTURES = [IMAGES, VIDEOS];
/** What goes with the work of an office. */
export const DOCUMENTS = [IMAGES, PAPERS, VIDEOS];
/** What goes with a text that many read. */
export const ATTACHMENTS = [PAPERS, IMAGES];

const megabytes = (size) => (size < MB ? `${Math.max(1, Math.round(size / 1024))} KB` : `${(size / MB).toFixed(1).replace(".", ",")} MB`);

/** The kinds of file in words, `last` before the last of them. */
function inWords(limits, last, write = ({ names }) => names) {
  const words = limits.map(write);
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/** What hinders a file, in words, or an empty text. */
function objection(file, limits) {
  const limit = limits.find(({ types }) => types.includes(file.type));
  if (!limit) return `“${file.name}” không phải ${inWords(limits, "hay")}. Vui lòng chọn tệp khác.`;
  if (file.size === 0) return `“${file.name}” là tệp rỗng. Vui lòng chọn tệp khác.`;
  if (file.size > limit.size) return `“${file.name}” nặng ${megabytes(file.size)}. ${limit.what} chỉ được đến ${limit.size / MB} MB, vui lòng chọn tệp nhỏ hơn.`;
  return "";
}

/** What a file is called without its ending, where that is more than a letter: the server wants two. */
export function titleOf(name) {
  const stem = name.replace(/\.[^.]*$/, "").trim();
  return [...stem].length < 2 ? name.trim() : stem;
}

/** What stands for a file that is no picture. */
const badge = (file) => (file.type.startsWith("video/") ? "Video" : (file.name.split(".").pop() ?? "").toUpperCase().slice(0, 4));

/**
 * The picker; `id` makes its controls' ids, `max` is how many files there may be, `types` of which kinds.
 * `field` is what the server calls them. Whoever takes pictures on the spot gets a button for it.
 */
export function picker({ id, max = 10, types = PICTURES, field = "media" }) {
  const onTheSpot = types === PICTURES;
  const items = [];
  const list = h("ul", { class: "picker__list" });
  const said = h("p", { class: "field__hint", role: "status" });
  const input = (name, props) => h("input", { type: "file", id: `${id}-${name}`, accept: types.flatMap((limit) => limit.types).join(","), ...props, on: { change: take } });
  const gallery = input("tep", { multiple: true });
  const camera = onTheSpot && input("chup", { accept: "image/*", capture: "environment" });
  const element = h(
    "div", { class: "picker" },
    h("div", { class: "picker__buttons" },
      gallery, h("label", { class: "button button--second", for: gallery.id }, onTheSpot ? "Chọn ảnh, video" : "Chọn tệp"),
      camera && [camera, h("label", { class: "button button--second", for: camera.id }, "Chụp ảnh")],
    ),
    list, said,
  );

  function take(event) {
    const refused = [];
    for (const file of event.target.files) {
      const why = items.length >= max ? `Nhiều nhất ${max} tệp; “${file.name}” chưa được thêm.` : objection(file, types);
      if (why) refused.push(why);
      else add(file);
    }
    event.target.value = ""; // so that the same file can be chosen again after it was taken away
    said.textContent = refused.join(" ") || (items.length ? `Đã chọn ${items.length} tệp.` : "");
    said.classList.toggle("field__error", refused.length > 0);
  }

  function add(file) {
    const item = { file, id: null, running: null };
    const url = URL.createObjectURL(file);
    item.bar = h("progress", { max: 1, value: 0, "aria-label": `Tải lên ${file.name}` });
    item.status = h("p", { class: "picker__name" });
    item.again = h("button", { type: "button", class: "button button--text", hidden: true, on: { click: () => start(item).catch(() => {}) } }, "Tải lại");
    item.row = h(
      "li", { class: "picker__item" },
      file.type.startsWith("image/")
        ? h("img", { class: "picker__preview", src: url, alt: "" })
        : h("span", { class: "picker__preview picker__preview--file", "aria-hidden": "true" }, badge(file)),
      h("div", {},
        h("p", { class: "picker__name" }, `${file.name} · ${megabytes(file.size)}`),
        item.bar, item.status,
        h("div", { class: "row" },
          h("button", { type: "button", class: "button button--text", on: { click: () => drop(item) } }, "Bỏ tệp", h("span", { class: "visually-hidden" }, ` ${file.name}`)),
          item.again,
        ),
      ),
    );
    items.push(item);
    list.append(item.row);
    start(item).catch(() => {}); // said at the file; sending the form tries again
  }

  function start(item) {
    if (item.id) return Promise.resolve(item.id);
    if (item.running) return item.running.done;
    item.again.hidden = true;
    item.bar.hidden = false;
    item.row.classList.remove("is-wrong");
    item.status.textContent = "Đang tải lên…";
    const running = upload(item.file, (part) => { item.bar.value = part; });
    running.done = running.done.then(
      (answer) => {
        item.id = answer.id;
        item.bar.hidden = true;
        item.status.textContent = "Đã tải lên";
        return item.id;
      },
      (problem) => {
        item.running = null;
        item.bar.hidden = true;
        item.again.hidden = false;
        item.row.classList.add("is-wrong");
        item.status.textContent = problem.status === 401 ? "Chưa tải lên: bạn cần đăng nhập trước." : problem.errors?.[0]?.detail ?? problem.message;
        throw problem;
      },
    );
    item.running = running;
    return running.done;
  }

  /** Takes a file away. Its line stays, with a way back: on a phone the wrong one is tapped easily. */
  function drop(item) {
    if (!item.id) item.running?.abort();
    const at = items.indexOf(item);
    items.splice(at, 1);
    said.classList.remove("field__error");
    said.textContent = "";
    const back = h("button", { type: "button", class: "button button--text", on: { click: () => restore(item, at, gone) } }, "Hoàn tác", h("span", { class: "visually-hidden" }, ` bỏ tệp ${item.file.name}`));
    const gone = h("li", { class: "picker__item picker__item--gone" }, h("p", { class: "picker__name" }, `Đã bỏ ${item.file.name}.`), back);
    item.row.replaceWith(gone);
    back.focus();
  }

  function restore(item, at, gone) {
    if (items.length >= max) {
      said.textContent = `Nhiều nhất ${max} tệp. Vui lòng bỏ một tệp khác trước.`;
      return;
    }
    items.splice(at, 0, item);
    gone.replaceWith(item.row);
    item.row.querySelector("button").focus();
    start(item).catch(() => {});
  }

  /** The ids of the files in the order chosen, when all are uploaded. */
  async function ids() {
    const done = await Promise.allSettled(items.map((item) => start(item)));
    const failed = done.find((one) => one.status === "rejected");
    if (failed?.reason.status === 401) throw failed.reason;
    if (failed) {
      throw new Problem({ detail: "Có tệp chưa tải lên được.", errors: [{ field, detail: "Có tệp chưa tải lên được. Vui lòng bấm “Tải lại” hoặc bỏ tệp đó." }] });
    }
    return done.map((one) => one.value);
  }

  return {
    element,
    ids,
    /** The same with what each file is called. */
    named: async () => {
      const uploaded = await ids();
      return uploaded.map((one, at) => ({ id: one, title: titleOf(items[at].file.name) }));
    },
    /** What it takes, in words. */
    accepts: inWords(types, "hoặc", ({ names, size }) => `${names} (đến ${size / MB} MB)`),
    get count() {
      return items.length;
    },
    get sending() {
      return items.filter((item) => item.running && !item.id).length;
    },
    clear() {
      for (const item of items) item.running?.abort();
      items.length = 0;
      fill(list);
      said.textContent = "";
    },
  };
}
