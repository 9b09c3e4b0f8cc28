// "Where am I": the point, and the five nearest wards to choose from. The person decides, not the distance.

import { get } from "./api.js";
import { fill, h, problemNotice } from "./dom.js";

const FAILURES = {
  1: "Trình duyệt chưa được phép lấy vị trí. Bạn có thể cho phép trong cài đặt, hoặc chọn phường, xã ở mục dưới.",
  2: "Chưa xác định được vị trí. Vui lòng chọn phường, xã ở mục dưới.",
  3: "Lấy vị trí quá lâu. Vui lòng thử lại, hoặc chọn phường, xã ở mục dưới.",
};

const locate = () =>
  new Promise((resolve, reject) => {
    if (!navigator.geolocation) reject({ code: 2 });
    else navigator.geolocation.getCurrentPosition(resolve, reject, { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 });
  });

const kilometres = (metres) => (metres < 950 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(1).replace(".", ",")} km`);

/** The control. `choose(ward)` is called with the ward that was confirmed. */
export function nearest(choose) {
  let point = null;
  const found = h("div", { class: "stack-small" });
  const button = h("button", { type: "button", class: "button button--second", on: { click: find } }, "Lấy vị trí của tôi");
  const said = h("p", { class: "field__hint", role: "status" });
  const element = h("div", { class: "stack-small" }, button, said, found);

  async function find() {
    if (button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    said.textContent = "Đang tìm vị trí…";
    try {
      const { coords } = await locate();
      // Five decimals are a metre: enough to find the place, and no more than that.
      point = { latitude: Number(coords.latitude.toFixed(5)), longitude: Number(coords.longitude.toFixed(5)) };
      said.textContent = `Đã lấy vị trí, sai số khoảng ${kilometres(coords.accuracy)}.`;
      await suggest();
    } catch (problem) {
      if (problem.message && problem.status !== undefined) {
        // The server does not take the point, for example because it is far from Hanoi: then it is not sent.
        point = null;
        said.textContent = "";
        fill(found, problem.errors?.length ? h("p", {}, problem.errors[0].detail) : problemNotice(problem));
      } else {
        said.textContent = FAILURES[problem.code] ?? FAILURES[2];
      }
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }

  async function suggest() {
    const { wards, note } = await get("/api/wards/nearest", point);
    fill(
      found,
      h("fieldset", { class: "stack-small" },
        h("legend", { class: "field__label" }, "Nơi đó thuộc phường, xã nào?"),
        h("p", { class: "field__hint" }, note),
        h("div", { class: "choices" }, wards.map((ward) =>
          h("div", { class: "choice" },
            h("input", { type: "radio", name: "near", id: `gan-${ward.code}`, value: ward.code, on: { change: () => choose(ward.code) } }),
            h("label", { for: `gan-${ward.code}` }, `${ward.name} `, h("span", { class: "muted" }, `(cách trung tâm ${kilometres(ward.metres)})`)),
          ),
        )),
      ),
      h("button", { type: "button", class: "button button--text", on: { click: forget } }, "Không gửi vị trí"),
    );
  }

  function forget() {
    point = null;
    fill(found);
    said.textContent = "Vị trí sẽ không được gửi.";
    button.focus();
  }

  return { element, point: () => point ?? {} };
}
