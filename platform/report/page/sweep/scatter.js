// The variants over two figures, with the Pareto front.
const scatterColours = {other: "#7aa9cf", front: "#d55e00", failed: "#9aa4ae"};

function scatterPlot(model, view, hover) {
  const chosen = {x: {}, y: {}};
  const [first, second] = [model.objectives[0] ?? model.figures[0], model.objectives[1] ?? model.figures.find((each) => each !== model.objectives[0] && each !== model.figures[0]) ?? model.figures[0]];
  choose(chosen.y, first);
  choose(chosen.x, second);
  let plot = null;
  const redraw = () => plot.redraw();
  const choices = {x: quantityChoice("across", model.figures, chosen.x, redraw), y: quantityChoice("up", model.figures, chosen.y, redraw)};
  const pairs = model.data.fronts.length > 1 ? element("span", {class: "pairs"}, ...model.data.fronts.map(({figures}) => pairButton(model, figures, chosen, () => {
    choices.x.refresh();
    choices.y.refresh();
    redraw();
  }))) : null;
  const controls = element("div", {class: "controls"}, choices.x.element, choices.y.element, pairs);
  plot = livePlot(controls, () => scatterContent(model, view, hover, chosen));
  view.watch(redraw);
  return plot.figure;
}

function pairButton(model, names, chosen, redraw) {
  const button = element("button", {type: "button", class: "plain"}, names.join(" and "));
  button.addEventListener("click", () => {
    const [y, x] = names.map((name) => model.figures.find((each) => each.name === name));
    if (x && y) {
      choose(chosen.x, x);
      choose(chosen.y, y);
      redraw();
    }
  });
  return button;
}

function scatterContent(model, view, hover, {x, y}) {
  const has = (variant) => isNumber(x.quantity.of(variant)) && isNumber(y.quantity.of(variant));
  const place = (variant) => ({variant, x: x.quantity.of(variant), y: y.quantity.of(variant),
    spreadX: spreadEnds(x.quantity.spread(variant)), spreadY: spreadEnds(y.quantity.spread(variant))});
  const shown = model.variants.filter((variant) => has(variant) && view.shows(variant));
  const done = shown.filter((variant) => variant.outcome === "done");
  const line = frontOfPair(model, x.quantity, y.quantity).filter((variant) => shown.includes(variant)).sort((a, b) => x.quantity.of(a) - x.quantity.of(b));
  const isMarked = (variant) => model.front.has(variant);
  const groups = [
    {label: "front", points: done.filter(isMarked), colour: scatterColours.front, radius: 6, style: "rectRot"},
    {label: "other variants", points: done.filter((variant) => !isMarked(variant)), colour: scatterColours.other, radius: 4, style: "circle"},
    {label: "not done", points: shown.filter((variant) => variant.outcome !== "done"), colour: scatterColours.failed, radius: 4, style: "crossRot"},
  ].filter((group) => group.points.length);
  const datasets = groups.map((group) => scatterDataset(group, place));
  if (shown.includes(view.selected)) {
    datasets.push(selectedDataset(view.selected, place));
  }
  if (line.length > 1) {
    const name = model.objectives.length > 2 ? "front of these two alone" : "line of the front";
    datasets.push({label: name, data: line.map(place), showLine: true, borderColor: scatterColours.front, backgroundColor: scatterColours.front, borderWidth: 1.5, pointRadius: 0, pointHitRadius: 0, pointHoverRadius: 0, pointStyle: "line"});
  }
  return {
    title: titleOver(y, x),
    summary: scatterSummary(model, view, shown, line, {x, y}),
    height: 430,
    columns: [{title: "variant", number: true}, {title: titleWithUnit(x.quantity), number: true}, {title: titleWithUnit(y.quantity), number: true}, {title: "on the front"}, {title: "outcome"}],
    rows: shown.map((variant) => [variant.number, x.quantity.of(variant), y.quantity.of(variant), isMarked(variant) ? "yes" : "no", variant.outcome]),
    chart: {
      type: "scatter",
      data: {datasets},
      plugins: [spreadBars],
      options: {
        scales: {x: plotScale(x), y: plotScale(y)},
        interaction: {mode: "nearest", intersect: true},
        onClick: (event, [found]) => {
          const variant = found?.element.$context?.raw?.variant;
          if (variant) {
            view.select(variant);
          }
        },
        plugins: {legend: {display: true, labels: {usePointStyle: true, boxHeight: 7}}, tooltip: hoverOf(hover)},
      },
    },
  };
}

function scatterDataset({label, points, colour, radius, style: pointStyle}, place) {
  return {label, data: points.map(place), backgroundColor: colour, borderColor: colour, borderWidth: 1, pointStyle, pointRadius: radius, pointHoverRadius: radius + 2, pointHitRadius: 4, spreadColour: colour + "99"};
}

// A ring about the selected variant.
function selectedDataset(variant, place) {
  return {label: "selected", data: [place(variant)], backgroundColor: "transparent", borderColor: () => style("--ink"), borderWidth: 2, pointStyle: "circle", pointRadius: 10, pointHoverRadius: 10};
}

function scatterSummary(model, view, shown, line, {x, y}) {
  const several = model.variants.some((variant) => variant.points.length > 1);
  const parts = [plural(shown.length, "variant") + (several ? ", each the mean over its seeds; the bars reach from the least to the most." : ".")];
  if (line.length) {
    const ends = [line[0], line[line.length - 1]];
    const say = (variant) => y.quantity.title + " " + y.quantity.text(y.quantity.of(variant)) + " at " + x.quantity.title + " " + x.quantity.text(x.quantity.of(variant)) + " (" + variantName(variant) + ")";
    parts.push(line.length > 1 ? "The front goes from " + say(ends[0]) + " to " + say(ends[1]) + "." : "One variant is the front: " + say(ends[0]) + ".");
  } else if (x.quantity !== y.quantity && !(x.quantity.direction && y.quantity.direction)) {
    parts.push("The front is that of " + model.objectives.map((each) => each.title).join(" and ") + "; there is no line where other figures are drawn.");
  }
  return parts.join(" ");
}
