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

/* Lines and bands over x and y; its corners are named beside it, because text in a stretched picture is stretched. */
function chart(title, parts, { width, most, left, right }) {
  const x = (value) => (1000 * value) / Math.max(width, 1e-9);
  const y = (value) => 100 - (100 * Math.min(value, most)) / most;
  const path = (points) => points.map(([px, py]) => `${x(px)},${y(py)}`).join(" ");
  const picture = shape("svg", { viewBox: "0 0 1000 100", role: "img", preserveAspectRatio: "none" });
  picture.append(shape("title", {}, title));
  for (const { kind, points } of parts) picture.append(shape(kind === "band" ? "polygon" : "polyline", { class: kind, points: path(points) }));
  const figure = element("figure");
  const corners = element("div", undefined, "corners");
  corners.append(element("span", percent(most)), element("span", "0 %"));
  const plot = element("div", undefined, "plot");
  const ends = element("div", undefined, "ends");
  ends.append(element("span", left), element("span", right));
  plot.append(picture, ends);
  figure.append(element("figcaption", title), corners, plot);
  return figure;
}

function band(lower, upper) {
  return { kind: "band", points: [...lower, ...upper.reverse()] };
}

/* The estimate, its confidence sequence and the claim, against the labels that have counted. */
function riskChart(risk) {
  const looks = risk.course.filter(([labels]) => labels < risk.labels);
  looks.push([risk.labels, risk.wrong / risk.labels, risk.lower, risk.upper]);
  if (looks.length === 1) looks.unshift([0, ...looks[0].slice(1)]);
  const last = looks[looks.length - 1];
  const most = Math.min(1, 1.5 * Math.max(2 * risk.claim, last[3]));
  const parts = [
    band(looks.map(([n, , lower]) => [n, lower]), looks.map(([n, , , upper]) => [n, upper])),
    { kind: "line", points: looks.map(([n, mean]) => [n, mean]) },
    { kind: "claim", points: [[0, risk.claim], [risk.labels, risk.claim]] },
  ];
  const title = "accepted risk with its confidence sequence; dashed, the claim";
  return chart(title, parts, { width: risk.labels, most, left: "0 labels", right: risk.labels.toLocaleString("en") });
}

/* Coverage in blocks of 1,000 rows, and the interval that the certification sample gave. */
function coverageChart(stream) {
  const last = stream.blocks.length - 1;
  const line = { kind: "line", points: stream.blocks.map((share, i) => [i, share]) };
  const parts = stream.certified ? [band([[0, stream.certified[0]], [last, stream.certified[0]]], [[0, stream.certified[1]], [last, stream.certified[1]]]), line] : [line];
  const title = "coverage of every 1,000 rows" + (stream.certified ? "; the band is the certification sample's" : "");
  return chart(title, parts, { width: last, most: 1, left: `${stream.blocks.length},000 rows ago`, right: "now" });
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
    fact(facts, "labels counted · waiting", `${risk.labels.toLocaleString("en")} · ${risk.waiting.toLocaleString("en")}`);
  }
  box.append(facts);
  const charts = element("div", undefined, "charts");
  if (risk && risk.labels > 0) charts.append(riskChart(risk));
  if (stream && stream.blocks.length > 1) charts.append(coverageChart(stream));
  box.append(charts);
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
    const repeats = status.repeats ? `; ${status.repeats} requests came with the id of an earlier one and are not watched` : "";
    byId("complaints").textContent = `${status.complaints} complaints outside the audit sample${repeats}`;
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
