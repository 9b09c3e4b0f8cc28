// Pictures, videos and documents of a case, to look at.

import { h } from "./dom.js";

function one(file, base, caption, number) {
  const url = `${base}/${encodeURIComponent(file.id)}`;
  const type = file.media_type ?? file.type;
  const apart = { href: url, target: "_blank", rel: "noopener" }; // what is being written on this page stays
  if (type.startsWith("image/")) {
    return h("a", apart, h("img", { src: url, alt: `${caption} ${number}, mở để xem lớn`, loading: "lazy" }));
  }
  if (type.startsWith("video/")) {
    return h("video", { src: url, controls: true, preload: "metadata", "aria-label": `${caption} ${number}, video` });
  }
  return h("a", { class: "gallery__file", ...apart }, `${caption} ${number} (${type === "application/pdf" ? "PDF" : type})`);
}

/** The files, or nothing when there are none. `base` is `/api/media` or `/api/public/media`. */
export function gallery(files, base, caption) {
  if (!files?.length) return null;
  return h("ul", { class: "gallery" }, files.map((file, index) => h("li", {}, one(file, base, caption, index + 1))));
}
