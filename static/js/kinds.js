// The kinds of report with what each needs and its limits.

import { get } from "./api.js";

let asked;
/** The kinds. Asked once for a page. */
export function kinds() {
  asked ??= get("/api/kinds").then(
    (answer) => answer.kinds,
    (problem) => {
      asked = undefined;
      throw problem;
    },
  );
  return asked;
}
