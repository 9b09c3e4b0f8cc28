// Letters without their marks, so that "hoan kiem" finds "Hoàn Kiếm".

/** Lower case, without diacritics, đ as d, single spaces. */
export function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/\s+/g, " ").trim();
}
