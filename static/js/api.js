// The only place that talks to the server.

/** What the server, or the network, says is the matter. */
export class Problem extends Error {
  constructor(body) {
    super(body.detail);
    this.status = body.status ?? 0;
    this.code = body.code ?? "unknown";
    this.article = body.article;
    this.errors = body.errors ?? [];
    this.state = body.state;
    this.id = body.id;
    this.related = body.related ?? [];
  }
}

const OFFLINE = {
  code: "network",
  detail: "Không kết nối được với máy chủ. Vui lòng kiểm tra mạng rồi thử lại; nội dung bạn đã nhập vẫn còn trên trang.",
};
const UNREADABLE = {
  code: "unreadable",
  detail: "Máy chủ trả lời không đọc được. Vui lòng thử lại sau ít phút.",
};

function answerOf(status, text) {
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    throw new Problem({ ...UNREADABLE, status });
  }
  if (status >= 400) throw new Problem(body?.detail ? body : { ...UNREADABLE, status });
  return body;
}

/** Path and query of a path and an object of parameters; empty ones are left out. */
export function withQuery(path, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const query = new URLSearchParams(given).toString();
  return query ? `${path}?${query}` : path;
}

async function call(method, path, body, headers = {}) {
  let response;
  try {
    response = await fetch(path, {
      method,
      credentials: "same-origin",
      headers: { Accept: "application/json", ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Problem(OFFLINE);
  }
  return answerOf(response.status, await response.text().catch(() => ""));
}

export const get = (path, parameters) => call("GET", withQuery(path, parameters));
export const post = (path, body = {}, headers) => call("POST", path, body, headers);
export const put = (path, body) => call("PUT", path, body);
export const remove = (path) => call("DELETE", path);

/** Uploads a file. Not with fetch, which does not tell how far an upload has come. */
export function upload(file, onProgress) {
  const request = new XMLHttpRequest();
  const done = new Promise((resolve, reject) => {
    request.open("POST", "/api/media");
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => {
      try {
        resolve(answerOf(request.status, request.responseText));
      } catch (problem) {
        reject(problem);
      }
    };
    request.onerror = () => reject(new Problem(OFFLINE));
    request.onabort = () => reject(new Problem({ code: "aborted", detail: "Đã dừng tải tệp lên." }));
    request.send(file);
  });
  return { done, abort: () => request.abort() };
}

/** A key that makes a repeated request the same request. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

let asked;
/** Who is signed in, or null. Asked once for a page. */
export function me() {
  asked ??= get("/api/me").catch((problem) => {
    if (problem.status === 401) return null;
    asked = undefined;
    throw problem;
  });
  return asked;
}
