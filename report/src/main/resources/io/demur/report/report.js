"use strict";
// Adds to a page that is complete without it: curves under the pointer, zoom, and the search for a target risk.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const curves = data.curves;
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const state = { coverage: 1, from: 0, to: 1 };
  const charts = [];
  const FEW = 20;
  const STEPS = 200;

  // ---- numbers -------------------------------------------------------------------------------------------------
  const risk = (curve, at) => curve.loss[at] / curve.accepted[at];
  const coverage = (curve, at) => curve.accepted[at] / curve.samples;
  const percent = (share, digits) => (100 * share).toFixed(digits) + " %";
  const count = (number) => number.toLocaleString("en-US");
  const shown = () => curves.filter((curve) => curve.shown);

  const interval = (curve, at) => curve.low.length === 0 ? "-"
    : (100 * curve.low[at] * data.part).toFixed(2) + " to " + percent(curve.high[at] * data.part, 2);

  const threshold = (curve, at) => curve.threshold[at] === null ? "-" : String(+curve.threshold[at].toPrecision(5));

  /** The point whose coverage lies nearest. */
  function nearest(curve, share) {
    let low = 0;
    let high = curve.accepted.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (coverage(curve, middle) < share) { low = middle; } else { high = middle; }
    }
    return Math.abs(coverage(curve, low) - share) <= Math.abs(coverage(curve, high) - share) ? low : high;
  }

  /** The last point whose risk is within a target, or -1. */
  function within(curve, target) {
    let at = curve.accepted.length - 1;
    while (at >= 0 && risk(curve, at) > target) { at--; }
    return at;
  }

  // ---- elements ------------------------------------------------------------------------------------------------
  function element(tag, attributes, ...children) {
    const node = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
    node.append(...children);
    return node;
  }

  /** As in the tables that are there without a script: a column of numbers stands to the right. */
  const numeric = (rows, column) => column > 0
    && rows.every((row) => /^([-+]?[0-9][0-9.,]*( %)?|-)$/.test(row[column]));

  function table(heads, rows) {
    const side = heads.map((text, i) => numeric(rows, i) ? { class: "n" } : {});
    const head = element("tr", {}, ...heads.map((text, i) => element("th", { scope: "col", ...side[i] }, text)));
    const body = rows.map((row) => element("tr", {}, ...row.map((cell, i) =>
      element(i === 0 ? "th" : "td", i === 0 ? { scope: "row" } : side[i], ...[cell].flat()))));
    return element("div", { class: "wide" },
      element("table", {}, element("thead", {}, head), element("tbody", {}, ...body)));
  }

  /** A curve's line and name, as in the list of switches. */
  function named(curve) {
    const swatch = curve.input.parentElement.querySelector("svg").cloneNode(true);
    return [swatch, curve.name];
  }

  // ---- charts --------------------------------------------------------------------------------------------------
  const KINDS = {
    "risk-coverage": risk,
    "generalised-risk": (curve, at) => curve.loss[at] / curve.samples,
  };

  /** The greatest value worth room between two coverages: the first few rows are left out. */
  function top(value, from, to) {
    let most = 0;
    for (const curve of shown()) {
      const few = Math.max(FEW, 0.01 * (to - from) * curve.samples);
      for (let at = 0; at < curve.accepted.length; at++) {
        const share = coverage(curve, at);
        if (share >= from && share <= to && (curve.accepted[at] >= few || curve.accepted[at] === curve.samples)) {
          most = Math.max(most, value(curve, at));
        }
      }
    }
    return most > 0 ? 1.05 * most : 0.01;
  }

  function colour(name) {
    return getComputedStyle(root).getPropertyValue(name).trim();
  }

  function line(curve) {
    const style = getComputedStyle(curve.input.parentElement.querySelector("line"));
    const dash = style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(",").map(parseFloat);
    return { label: curve.name, stroke: style.stroke, width: 2, dash, show: curve.shown, spanGaps: true,
      points: { show: false } };
  }

  function axis(label, digits) {
    const text = colour("--text");
    return { label, stroke: text, labelSize: 22, font: "13px system-ui, sans-serif", labelFont: "13px system-ui, sans-serif",
      grid: { stroke: colour("--faint"), width: 1 }, ticks: { stroke: colour("--faint"), width: 1 },
      values: (chart, splits) => {
        const step = splits.length > 1 ? 100 * (splits[1] - splits[0]) : 1;
        const decimals = Math.max(digits, Math.min(3, -Math.floor(Math.log10(step) + 1e-9)));
        return splits.map((value) => percent(value, decimals));
      } };
  }

  function aligned(value) {
    return uPlot.join(curves.map((curve) => [
      curve.accepted.map((accepted, at) => coverage(curve, at)),
      curve.accepted.map((accepted, at) => value(curve, at)),
    ]));
  }

  function build(id) {
    const figure = document.getElementById(id);
    const value = KINDS[id];
    const holder = element("div", { class: "chart", "aria-hidden": "true" });
    figure.querySelector(".picture").after(holder);
    const width = () => Math.max(260, holder.clientWidth);
    const height = () => Math.round(Math.max(260, Math.min(420, width() * 0.6)));
    const chart = new uPlot({
      width: width(),
      height: height(),
      legend: { show: false },
      cursor: { sync: { key: "coverage" }, y: false, drag: { x: true, y: false },
        bind: { dblclick: () => () => zoom(0, 1) } },
      scales: {
        x: { time: false, range: (u, least, most) => [Math.max(0, least ?? 0), Math.min(1, most ?? 1)] },
        y: { range: (u) => [0, top(value, u.scales.x.min ?? 0, u.scales.x.max ?? 1)] },
      },
      axes: [axis("coverage", 0), { ...axis(id === "risk-coverage" ? "selective risk" : "generalised risk", 0), size: 66 }],
      series: [{}, ...curves.map(line)],
      hooks: {
        setCursor: [(u) => { if (u.cursor.event && u.cursor.left >= 0) { read(u.posToVal(u.cursor.left, "x"), u); } }],
        setScale: [(u, key) => { if (key === "x") { zoomed(u); } }],
      },
    }, aligned(value), holder);
    chart.setScale("x", { min: state.from, max: state.to });
    new ResizeObserver(() => chart.setSize({ width: width(), height: height() })).observe(holder);
    return chart;
  }

  /** One zoom for all charts. */
  function zoomed(source) {
    const { min, max } = source.scales.x;
    if (min === undefined || max === undefined || (min === state.from && max === state.to)) { return; }
    charts.filter((chart) => chart !== source).forEach((chart) => chart.setScale("x", { min, max }));
    keepInStep(min, max);
  }

  function zoom(from, to) {
    charts.forEach((chart) => chart.setScale("x", { min: from, max: to }));
    keepInStep(from, to);
  }

  /** The slider goes over what the charts show. */
  function keepInStep(from, to) {
    state.from = from;
    state.to = to;
    slider.min = String(from);
    slider.max = String(to);
    slider.step = String((to - from) / STEPS);
    read(Math.min(Math.max(state.coverage, from), to));
  }

  function rebuild() {
    charts.splice(0).forEach((chart) => { const holder = chart.root.parentElement; chart.destroy(); holder.remove(); });
    charts.push(...Object.keys(KINDS).map(build));
    root.dataset.charts = String(charts.length);
  }

  // ---- reading the curves at a coverage ------------------------------------------------------------------------
  const reader = document.getElementById("reader");
  const slider = element("input", { id: "coverage", type: "range", min: "0", max: "1", step: String(1 / STEPS), value: "1",
    autocomplete: "off" });
  const reading = element("div", { id: "reading" });
  const buttons = [["Whole", 1], ["First 20 %", 0.2], ["First 5 %", 0.05]].map(([text, to]) => {
    const button = element("button", { type: "button", "data-zoom": to }, text);
    button.addEventListener("click", () => zoom(0, to));
    return button;
  });

  function read(share, source) {
    state.coverage = Math.min(1, Math.max(0, share));
    slider.value = String(state.coverage);
    slider.setAttribute("aria-valuetext", percent(state.coverage, 1) + " coverage");
    const rows = shown().map((curve) => {
      const at = nearest(curve, state.coverage);
      return [named(curve), percent(coverage(curve, at), 2), percent(risk(curve, at), 2), interval(curve, at),
        `${count(curve.loss[at])} of ${count(curve.accepted[at])}`, threshold(curve, at)];
    });
    reading.replaceChildren(table(["at this coverage", "coverage", "risk", "interval", "loss of answered", "threshold"], rows));
    if (!source) {
      // A chart takes up a new scale a moment later.
      requestAnimationFrame(() => charts.forEach((chart) =>
        chart.setCursor({ left: chart.valToPos(state.coverage, "x"), top: 0 }, false)));
    }
  }

  // ---- a target risk -------------------------------------------------------------------------------------------
  const target = document.getElementById("target");
  const answer = document.getElementById("answer");

  /** Certified only if exactly this risk was stated beforehand. */
  function standing(curve, wanted) {
    return data.rules.find((rule) => curves[rule.curve] === curve && Math.abs(rule.risk - wanted) < 1e-12);
  }

  function search() {
    const wanted = parseFloat(target.value) / 100;
    targets.forEach(([row, share]) => row.classList.toggle("chosen", Math.abs(share - wanted) < 1e-12));
    if (!(wanted >= 0 && wanted <= 1)) {
      answer.replaceChildren(element("p", { class: "note" }, "A risk lies between 0 and 100 %."));
      return;
    }
    const rows = shown().map((curve) => {
      const rule = standing(curve, wanted);
      const at = rule ? rule.at : within(curve, wanted);
      const promise = rule ? rule.standing : "empirical";
      if (at < 0) {
        return [named(curve), "nothing", "1,000", "-", "-", rule ? String(+rule.threshold.toPrecision(5)) : "-", promise];
      }
      const share = coverage(curve, at);
      return [named(curve), percent(share, 1), count(Math.round(1000 * (1 - share))), percent(risk(curve, at), 2),
        interval(curve, at), rule ? String(+rule.threshold.toPrecision(5)) : threshold(curve, at),
        promise];
    });
    answer.replaceChildren(table(
      ["score", "answered", "for review, of 1,000", "risk", "interval", "threshold", "standing"], rows));
  }

  /** Every row of an operating-point table sets its risk as the target, by a click or by the button in its head. */
  const targets = [...document.querySelectorAll("#operating > .wide tbody tr")].map((row) => {
    const head = row.querySelector("th");
    const button = element("button", { type: "button", class: "target" }, head.textContent);
    head.replaceChildren(button);
    row.addEventListener("click", () => {
      target.value = String(parseFloat(button.textContent));
      search();
      answer.scrollIntoView({ block: "nearest" });
    });
    return [row, parseFloat(button.textContent) / 100];
  });

  // ---- wiring --------------------------------------------------------------------------------------------------
  document.querySelectorAll("input[data-curve]").forEach((input) => {
    const curve = curves[+input.dataset.curve];
    curve.input = input;
    curve.shown = input.checked;
    input.addEventListener("change", () => {
      curve.shown = input.checked;
      charts.forEach((chart) => chart.setSeries(+input.dataset.curve + 1, { show: input.checked }));
      read(state.coverage);
      search();
    });
  });
  root.classList.add("scripted");
  reader.append(
    element("div", { class: "row" }, element("label", { for: "coverage" }, "Coverage"), slider,
      element("span", { class: "buttons", role: "group", "aria-label": "Zoom" }, ...buttons)),
    reading);
  slider.addEventListener("input", () => read(+slider.value));
  target.addEventListener("input", search);
  dark.addEventListener("change", rebuild);
  rebuild();
  read(Math.min(1, 0.8));
  search();
})();
