// Pictures and videos that go with a form: taken or chosen, looked at, uploaded, taken away again.

import { Problem, upload } from "./api.js";
import { fill, h } from "./dom.js";

const MB = 1024 * 1024;
const LIMITS = [
  { types: ["image/jpeg", "image/png", "image/webp"], size: 15 * MB, what: "Ảnh" },
  { types: ["video/mp4", "video/quicktime"], size: 100 * MB, what: "Video" },
];
const ACCEPTED = LIMITS.flatMap((limit) => limit.types).join(",");

const megabytes = (size) => (size < MB ? `${Math.max(1, Math.round(size / 1024))} KB` : `${(size / MB).toFixed(1).replace(".", ",")} MB`);

/** What hinders a file, in words, or an empty text. */
function objection(file) {
  const limit = LIMITS.find(({ types }) => types.includes(file.type));
  if (!limit) return `“${file.name}” không phải ảnh JPEG, PNG, WebP hay video MP4, MOV. Vui lòng chọn tệp khác.`;
  if (file.size === 0) return `“${file.name}” là tệp rỗng. Vui lòng chọn tệp khác.`;
  if (file.size > limit.size) return `“${file.name}” nặng ${megabytes(file.size)}. ${limit.what} chỉ được đến ${limit.size / MB} MB, vui lòng chọn tệp nhỏ hơn.`;
  return "";
}

/** The picker; `id` makes its controls' ids, `max` is how many files there may be. */
export function picker({ id, max = 10 }) {
  const items = [];
  const list = h("ul", { class: "picker__list" });
  const said = h("p", { class: "field__hint", role: "status" });
  const input = (name, props) => h("input", { type: "file", id: `${id}-${name}`, accept: ACCEPTED, ...props, on: { change: take } });
  const gallery = input("tep", { multiple: true });
  const camera = input("chup", { accept: "image/*", capture: "environment" });
  const element = h(
    "div", { class: "picker" },
    h("div", { class: "picker__buttons" },
      gallery, h("label", { class: "button button--second", for: gallery.id }, "Chọn ảnh, video"),
      camera, h("label", { class: "button button--second", for: camera.id }, "Chụp ảnh"),
    ),
    list, said,
  );

  function take(event) {
    const refused = [];
    for (const file of event.target.files) {
      const why = items.length >= max ? `Nhiều nhất ${max} tệp; “${file.name}” chưa được thêm.` : objection(file);
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
        : h("span", { class: "picker__preview picker__preview--file", "aria-hidden": "true" }, "Video"),
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
        item.status.textContent = "Đã tải lên.";
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
      throw new Problem({ detail: "Có tệp chưa tải lên được.", errors: [{ field: "media", detail: "Có tệp chưa tải lên được. Vui lòng bấm “Tải lại” hoặc bỏ tệp đó." }] });
    }
    return done.map((one) => one.value);
  }

  return {
    element,
    ids,
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
