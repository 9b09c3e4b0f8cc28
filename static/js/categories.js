// The fields of life, in groups: twenty-eight in one list are too many for a thumb.

import { h } from "./dom.js";

const GROUPS = [
  ["Đường, điện, nước", ["duong-ha-tang", "nap-cong-ho-ga", "thoat-nuoc-ngap", "cap-nuoc", "chieu-sang", "dien-vien-thong"]],
  ["Giao thông", ["giao-thong-vi-pham", "den-bien-bao", "van-tai-cong-cong"]],
  ["Môi trường, cây xanh, thiên tai", ["rac-ve-sinh", "o-nhiem", "tieng-on", "cay-xanh", "thien-tai-de-dieu"]],
  ["Trật tự, an ninh, an toàn", ["trat-tu-do-thi", "quang-cao", "an-ninh-trat-tu", "pccc"]],
  ["Xây dựng, đất đai, nhà ở", ["trat-tu-xay-dung", "dat-dai", "nha-chung-cu"]],
  ["Đời sống, dịch vụ công", ["dich-benh-y-te", "an-toan-thuc-pham", "giao-duc", "van-hoa-du-lich", "thi-truong", "cong-vu", "lao-dong-xa-hoi"]],
];

/** The options of a select. A field that no group here knows stands at the end, so that none is lost. */
export function categoryOptions(categories) {
  const option = ({ code, name }) => h("option", { value: code }, name);
  const grouped = GROUPS.map(([label, codes]) => [label, categories.filter(({ code }) => codes.includes(code))]);
  const others = categories.filter(({ code }) => !GROUPS.some(([, codes]) => codes.includes(code)));
  return [...grouped, ["Lĩnh vực khác", others]]
    .filter(([, members]) => members.length > 0)
    .map(([label, members]) => h("optgroup", { label }, members.map(option)));
}
