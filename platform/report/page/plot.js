// Colours that the colour-blind can tell apart too (after Okabe and Ito), in the order in which they are used.
const colours = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7", "#56b4e9", "#8c8c8c", "#b8a800"];
// For those who see no colours at all, and on paper.
const dashes = [[], [7, 4], [2, 3], [9, 3, 2, 3], [12, 5], [4, 2], [1, 2], [6, 6]];
const pointStyles = ["circle", "rect", "triangle", "rectRot", "crossRot", "star", "circle", "rect"];

const shares = [
  {key: "computed_percent", name: "computed", colour: "#0072b2"},
  {key: "starved_percent", name: "starved", colour: "#d55e00"},
  {key: "blocked_percent", name: "blocked", colour: "#e69f00"},
  {key: "stalled_percent", name: "stalled", colour: "#cc79a7"},
  {key: "idle_percent", name: "idle", colour: () => style("--idle")},
];

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const isNarrow = window.innerWidth < 640; // asked once: the answer takes a layout of the page

// A plot with its summary in words and, to be unfolded, its data as a table (made when it is first wanted).
// `plot` is {title, summary, height, columns, rows, chart: configuration for Chart.js}.
function plotFigure(plot) {
  const canvas = element("canvas", {role: "img", "aria-label": plot.title + ". " + plot.summary});
  const details = element("details", {}, element("summary", {}, "Data as a table"));
  details.addEventListener("toggle", () => details.append(table(plot.columns, plot.rows, plot.title)), {once: true});
  const made = element("figure", {},
    element("figcaption", {}, element("h3", {}, plot.title), element("p", {}, plot.summary)),
    element("div", {class: "canvas", style: "height: " + plot.height + "px"}, canvas),
    details);
  pending.push({canvas, chart: plot.chart});
  return made;
}

// Drawn once the page is complete, when canvases know their width.
const pending = [];
const charts = [];

function drawPlots() {
  useTheme();
  for (const {canvas, chart} of pending) {
    charts.push(new Chart(canvas, chart));
  }
  const refresh = () => {
    useTheme();
    charts.forEach((chart) => chart.update("none"));
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", refresh);
  matchMedia("print").addEventListener("change", (print) => {
    charts.forEach((chart) => fitTo(chart, print.matches));
    refresh();
  });
}

// Letters as large on paper as those of the text: a page is so many pixels wide, within its margins, and finer than a
// screen.
const paper = {width: 680, gap: 32, pixelRatio: 3};

function fitTo(chart, onPaper) {
  chart.options.devicePixelRatio = onPaper ? paper.pixelRatio : undefined;
  if (!onPaper) {
    chart.resize();
    return;
  }
  const halved = chart.canvas.closest(".grid");
  chart.resize(halved ? (paper.width - paper.gap) / 2 : paper.width, chart.height);
}

function useTheme() {
  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.color = style("--muted");
  Chart.defaults.borderColor = style("--line");
  Chart.defaults.plugins.legend.position = "bottom";
  Chart.defaults.plugins.legend.labels.boxWidth = 12;
  Chart.defaults.plugins.legend.labels.boxHeight = 12;
}

function axis(title, more = {}) {
  return {beginAtZero: true, title: {display: true, text: title}, ...more};
}

function tooltip(text) {
  return {callbacks: {label: (item) => (item.dataset.label ? item.dataset.label + ": " : "") + text(item.raw)}};
}

// A label of a bar may be as wide as a third of the plot.
function barLabel(label) {
  const room = isNarrow ? 16 : 40;
  const clipped = (line) => (line.length > room + 2 ? line.slice(0, room) + "…" : line);
  return isNarrow ? label.split(", ").map(clipped) : clipped(label);
}

const barRow = (labels) => 16 + 15 * greatest(labels.map((label) => (Array.isArray(label) ? label.length : 1)));

// Horizontal bars, one a label, made of the series {name, colour, values}. `options` is {unit, max, text}.
function bars(title, summary, labels, series, options) {
  return plotFigure({title, summary, ...barPlot(labels, series, options)});
}

// What of a plot its bars decide.
function barPlot(labels, series, options) {
  const lines = labels.map(barLabel);
  const legend = series.length > 1;
  return {
    height: 64 + (legend ? 34 : 0) + labels.length * barRow(lines),
    columns: [{title: ""}, ...series.map((each) => ({title: each.name + (options.unit ? ", " + options.unit : ""), number: true}))],
    rows: labels.map((label, i) => [label, ...series.map((each) => each.values[i])]),
    chart: {
      type: "bar",
      data: {
        labels: lines,
        datasets: series.map((each, i) => ({
          label: each.name,
          data: each.values,
          backgroundColor: each.colour || colours[i % colours.length],
          borderColor: () => style("--paper"),
          borderWidth: {right: 1},
          borderSkipped: false,
          maxBarThickness: 24,
        })),
      },
      options: {
        indexAxis: "y",
        scales: {
          x: axis(options.unit, {stacked: true, max: options.max}),
          y: {stacked: true, grid: {display: false}},
        },
        plugins: {legend: {display: legend}, tooltip: tooltip(options.text || figure)},
      },
    },
  };
}

// Lines over a number. `series` are {name, points: [{x, y}], reference: a line to compare with}; `options` is
// {x, y: titles of the axes, xs: the values to be marked, log, max, min, text, percent}.
function lines(title, summary, series, options) {
  const places = [...new Set(series.flatMap((each) => each.points.map((point) => point.x)))].sort((a, b) => a - b);
  const valueAt = (each, x) => each.points.find((point) => point.x === x)?.y ?? null;
  const marked = options.xs ? {afterBuildTicks: (scale) => (scale.ticks = options.xs.map((value) => ({value})))} : {};
  const margin = 1.08; // so that marks at the ends are whole
  const ends = options.log ? {min: places[0] / margin, max: places[places.length - 1] * margin} : {};
  const place = options.xs ? String : figure;
  return plotFigure({
    title,
    summary,
    height: options.height || 300,
    columns: [{title: options.x, number: true, text: place}, ...series.map((each) => ({title: each.name, number: true}))],
    rows: places.map((x) => [x, ...series.map((each) => valueAt(each, x))]),
    chart: {
      type: "line",
      data: {
        datasets: series.map((each, i) => ({
          label: each.name,
          data: each.points,
          borderColor: each.reference ? () => style("--muted") : colours[i % colours.length],
          backgroundColor: each.reference ? () => style("--muted") : colours[i % colours.length],
          borderDash: each.reference ? [3, 4] : dashes[i % dashes.length],
          borderWidth: each.reference ? 1.5 : 2,
          pointStyle: each.reference ? "line" : pointStyles[i % pointStyles.length],
          pointRadius: each.reference ? 0 : places.length > 60 ? 0 : 4,
        })),
      },
      options: {
        scales: {
          x: {type: options.log ? "logarithmic" : "linear", title: {display: true, text: options.x},
            ticks: {callback: (value) => place(value), maxRotation: 0, autoSkipPadding: 12}, ...marked, ...ends},
          y: axis(options.y, {max: options.max, min: options.min, beginAtZero: options.min === undefined}),
        },
        interaction: {mode: "nearest", axis: "x", intersect: false},
        plugins: {
          legend: {display: series.length > 1, labels: {usePointStyle: true, boxHeight: 7}},
          tooltip: {callbacks: {
            title: (items) => options.x + ": " + place(items[0].parsed.x),
            label: (item) => item.dataset.label + ": " + (options.text || figure)(item.parsed.y),
          }},
        },
      },
    },
  });
}
