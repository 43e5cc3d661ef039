// A plot that is drawn anew whenever what it shows changes: `make()` gives what plotFigure takes, and the controls stand
// above it.
function livePlot(controls, make) {
  let plot = make();
  const title = element("h3", {});
  const canvas = element("canvas", {role: "img"});
  const frame = element("div", {class: "canvas"}, canvas);
  const summary = element("p", {});
  const details = element("details", {}, element("summary", {}, "Data as a table"));
  const place = () => {
    title.textContent = plot.title;
    summary.textContent = plot.summary;
    canvas.setAttribute("aria-label", plot.title + ". " + plot.summary);
    frame.style.height = plot.height + "px";
    details.querySelector(".scroll")?.remove();
    if (details.open) {
      details.append(table(plot.columns, plot.rows, plot.title));
    }
  };
  details.addEventListener("toggle", place);
  place();
  pending.push({canvas, chart: plot.chart});
  const redraw = () => {
    plot = make();
    place();
    const chart = Chart.getChart(canvas);
    if (chart) {
      chart.data = plot.chart.data;
      chart.options = plot.chart.options;
      chart.resize();
      chart.update("none");
    }
  };
  const made = element("figure", {}, element("figcaption", {}, title, controls, summary), frame, details);
  return {figure: made, redraw};
}

// A choice among quantities, with a box for a logarithmic scale; `chosen` is {quantity, log}, and changes with them.
function quantityChoice(label, quantities, chosen, redraw) {
  const options = quantities.map((each) => element("option", {value: each.key}, titleWithUnit(each)));
  const select = element("select", {"aria-label": label}, ...options);
  const box = element("input", {type: "checkbox"});
  const refresh = () => {
    select.value = chosen.quantity.key;
    box.checked = chosen.log;
    box.disabled = !chosen.quantity.scale.canLog;
  };
  select.addEventListener("change", () => {
    choose(chosen, quantities.find((each) => each.key === select.value));
    refresh();
    redraw();
  });
  box.addEventListener("change", () => {
    chosen.log = box.checked;
    redraw();
  });
  refresh();
  return {element: element("span", {class: "choice"}, element("label", {}, label + " ", select), element("label", {}, box, " log")), refresh};
}

function choose(chosen, quantity) {
  chosen.quantity = quantity;
  chosen.log = quantity.scale.log;
}

const titleOver = (y, x) => capital(y.quantity.title) + " over " + x.quantity.title;

// The scale of a plot along a quantity; room is left at both ends, and it stays the same whatever is filtered.
function plotScale({quantity, log}) {
  const {scale} = quantity;
  const title = {display: true, text: titleWithUnit(quantity)};
  if (!scale.isNumeric) {
    const name = (value) => scale.names[value] ?? "";
    return {type: "linear", title, min: -0.5, max: scale.names.length - 0.5, afterBuildTicks: (built) => (built.ticks = scale.names.map((_, value) => ({value}))), ticks: {callback: name, autoSkip: true, maxRotation: 40}};
  }
  if (log) {
    const margin = (scale.most / scale.least) ** 0.04;
    return {type: "logarithmic", title, min: scale.least / margin, max: scale.most * margin, ticks: {callback: (value) => (isRound(value) ? figure(value) : ""), maxRotation: 0, autoSkipPadding: 8}};
  }
  const margin = 0.04 * (scale.most - scale.least) || 1;
  const least = scale.least >= 0 ? Math.max(0, scale.least - margin) : scale.least - margin;
  const most = quantity.unit === "%" && scale.most <= 100 ? Math.min(100, scale.most + margin) : scale.most + margin;
  const marked = quantity.isAxis && quantity.values.length <= 12 ? {min: scale.least - margin, max: most, afterBuildTicks: (built) => (built.ticks = quantity.values.map((value) => ({value})))} : {};
  return {type: "linear", title, beginAtZero: false, suggestedMin: least, suggestedMax: most, ticks: {callback: (value) => figure(value), maxRotation: 0, autoSkipPadding: 12}, ...marked};
}

// 1, 2 or 5 times a power of ten
function isRound(value) {
  const lead = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
  return [1, 2, 5].some((each) => Math.abs(lead - each) < 1e-6);
}
