"use strict";
const PERIOD = 2000;
const SVG = "http://www.w3.org/2000/svg";
const byId = (id) => document.getElementById(id);
const percent = (share) => (share === null || share === undefined || Number.isNaN(share) ? "–" : (100 * share).toFixed(2) + " %");

function element(name, text, kind) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

function fact(list, name, value, kind) {
  const box = element("div");
  box.append(element("dt", name), element("dd", value, kind));
  list.append(box);
}

function shape(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

/* The interval of the risk on a scale that holds it and the claim. */
function interval(risk) {
  const most = Math.min(1, Math.max(2 * risk.claim, risk.upper) * 1.1);
  const at = (value) => (1000 * value) / most;
  const picture = shape("svg", { viewBox: "0 0 1000 48", role: "img", preserveAspectRatio: "none" });
  picture.append(shape("title", {}, `risk between ${percent(risk.lower)} and ${percent(risk.upper)}, claim ${percent(risk.claim)}`));
  picture.append(shape("line", { class: "axis", x1: 0, x2: 1000, y1: 24, y2: 24 }));
  picture.append(shape("line", { class: "range", x1: at(risk.lower), x2: at(risk.upper), y1: 24, y2: 24 }));
  if (risk.labels > 0) picture.append(shape("circle", { class: "mean", cx: at(risk.wrong / risk.labels), cy: 24, r: 6 }));
  picture.append(shape("line", { class: "claim", x1: at(risk.claim), x2: at(risk.claim), y1: 4, y2: 44 }));
  return picture;
}

function card(selector) {
  const box = element("article");
  box.dataset.version = selector.version;
  box.append(element("h2", `${selector.name} · ${selector.version} · ${selector.score}`));
  const facts = element("dl");
  const stream = selector.stream;
  if (stream) {
    fact(facts, "rows decided", stream.rows.toLocaleString("en"));
    fact(facts, "coverage since the start", stream.rows ? percent(stream.accepted / stream.rows) : "–");
    fact(facts, "recent coverage", percent(stream.recentCoverage));
    fact(facts, "drift", stream.drifted ? "yes" : "none seen", stream.drifted ? "bad" : "good");
  }
  const risk = selector.risk;
  if (risk) {
    fact(facts, "accepted risk", risk.labels ? percent(risk.wrong / risk.labels) : "–");
    fact(facts, "between", `${percent(risk.lower)} and ${percent(risk.upper)}`);
    fact(facts, `claim: at most ${percent(risk.claim)}`, risk.alarm ? "ALARM" : "not contradicted", risk.alarm ? "bad" : "good");
    fact(facts, "labels counted · waiting", `${risk.labels} · ${risk.waiting}`);
  }
  box.append(facts);
  if (risk) box.append(interval(risk));
  if (risk && risk.waitsFor) box.append(element("p", `waits for the label of ${risk.waitsFor}`, "wait"));
  for (const certificate of selector.certificates.slice(0, 3)) box.append(element("p", certificate.text, "certificate"));
  if (!risk) box.append(element("p", "claims no error rate, so none is tested", "certificate"));
  return box;
}

function row(one) {
  const line = element("tr");
  const confidence = one.confidence === null ? "–" : one.confidence.toPrecision(6);
  for (const text of [one.id, one.row, one.selector, one.reason, confidence]) line.append(element("td", String(text)));
  return line;
}

function headers() {
  const token = sessionStorage.getItem("token");
  return token ? { Authorization: "Bearer " + token } : {};
}

function say(text, kind) {
  byId("state").textContent = text;
  byId("state").className = kind || "";
}

async function refresh() {
  try {
    const response = await fetch("/status", { headers: headers() });
    byId("token-box").hidden = response.status !== 401;
    if (!response.ok) {
      say((await response.json()).error, "bad");
      return;
    }
    const status = await response.json();
    byId("selectors").replaceChildren(...status.selectors.map(card));
    byId("abstentions").replaceChildren(...status.abstentions.map(row));
    byId("complaints").textContent = `${status.complaints} complaints outside the audit sample`;
    say("live");
    document.documentElement.dataset.ready = "yes";
  } catch (problem) {
    say("the server does not answer", "bad");
  }
}

byId("token-box").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem("token", byId("token").value);
  byId("token").value = "";
  refresh();
});

byId("reload").addEventListener("click", async () => {
  const response = await fetch("/reload", { method: "POST", headers: { ...headers(), "Content-Type": "application/json" }, body: "{}" });
  const answer = await response.json();
  await refresh();
  say(response.ok ? `reloaded, ${answer.new} new` : answer.error, response.ok ? "good" : "bad");
});

refresh();
setInterval(refresh, PERIOD);
