// A figure over an axis or another figure, with its spread over all variants and seeds that lie there.
function againstPlot(model, view, hover, preset) {
  const chosen = {x: {}, y: {}};
  choose(chosen.x, preset.x);
  choose(chosen.y, preset.y);
  let plot = null;
  const redraw = () => plot.redraw();
  const controls = element("div", {class: "controls"},
    quantityChoice("of", model.figures, chosen.y, redraw).element, quantityChoice("over", model.quantities, chosen.x, redraw).element);
  plot = livePlot(controls, () => againstContent(model, view, hover, chosen));
  view.watch(redraw);
  return plot.figure;
}

// What one looks at first: accuracy over density and over the width of numbers, or else the first objective over axes.
function againstPresets(model) {
  const figureNamed = (name) => model.figures.find((each) => each.name === name);
  const y = figureNamed("accuracy") ?? model.objectives[0] ?? model.figures[0];
  const density = figureNamed("density_percent");
  const width = model.axes.find((axis) => axis.name.endsWith("format.width"));
  const wanted = [density, width, ...model.axes].filter((x) => x && x !== y);
  return [...new Set(wanted)].slice(0, 2).map((x) => ({x, y}));
}

// More places than this are summed up in bands.
const mostPlaces = 30;
const bands = 12;

// The variants of each place; wherever variants lie so close that there are too many places, of each band.
function gathered(variants, {quantity, log}) {
  const at = (variant) => quantity.scale.place(quantity.of(variant));
  const distinct = new Set(variants.map(at));
  const {least, most, isNumeric} = quantity.scale;
  const part = (value) => (log ? Math.log(value / least) / Math.log(most / least) : (value - least) / (most - least));
  const band = (value) => (isNumeric && distinct.size > mostPlaces ? Math.min(bands - 1, Math.floor(bands * part(value))) : value);
  const groups = new Map();
  for (const variant of variants) {
    const key = band(at(variant));
    groups.set(key, [...(groups.get(key) || []), variant]);
  }
  return [...groups.values()].map((members) => ({members, x: sum(members.map(at)) / members.length})).sort((a, b) => a.x - b.x);
}

function spreadOfGroup({members, x}, quantity) {
  const spreads = members.map(quantity.spread);
  const least = spreads.reduce((a, each) => Math.min(a, each.least), Infinity);
  const most = spreads.reduce((a, each) => Math.max(a, each.most), -Infinity);
  return {x, y: sum(spreads.map((each) => each.mean)) / spreads.length, spreadY: [least, most], variants: members.length};
}

function againstContent(model, view, hover, {x, y}) {
  const shown = model.done.filter((variant) => view.shows(variant) && isNumber(y.quantity.of(variant)) && isPresent(x.quantity.of(variant)));
  const groups = gathered(shown, x).map((group) => spreadOfGroup(group, y.quantity));
  const placeName = (place) => (x.quantity.scale.isNumeric ? (x.quantity.isAxis ? String(place) : figure(place)) : x.quantity.scale.names[place]);
  const best = groups.reduce((a, b) => (a && (y.quantity.direction === "minimise" ? a.y <= b.y : a.y >= b.y) ? a : b), null);
  return {
    title: titleOver(y, x),
    summary: best ? "Mean and, as bars, least to most of all variants and seeds at a place. " + (y.quantity.direction === "minimise" ? "Least" : "Most") + " on average: " + y.quantity.text(best.y) + " at " + x.quantity.title + " " + placeName(best.x) + "." : "No variant shown has both.",
    height: 320,
    columns: [{title: titleWithUnit(x.quantity), number: x.quantity.scale.isNumeric, text: placeName}, {title: "mean " + titleWithUnit(y.quantity), number: true}, {title: "least", number: true}, {title: "most", number: true}, {title: "variants", number: true}],
    rows: groups.map((group) => [group.x, group.y, ...group.spreadY, group.variants]),
    chart: {
      type: "scatter",
      data: {datasets: [
        {label: "mean, least to most", data: groups, showLine: true, borderColor: colours[0], backgroundColor: colours[0], borderWidth: 2, pointRadius: 4, pointHitRadius: 0, spreadColour: colours[0], spreadWidth: 1.5, order: 1},
        {label: "variants", data: shown.map((variant) => ({variant, x: x.quantity.scale.place(x.quantity.of(variant)), y: y.quantity.of(variant)})), backgroundColor: scatterColours.other + "99", borderWidth: 0, pointRadius: 3, order: 2},
      ]},
      plugins: [spreadBars],
      options: {
        scales: {x: plotScale(x), y: plotScale(y)},
        interaction: {mode: "nearest", intersect: true},
        onClick: (event, found) => {
          const variant = found.map((each) => each.element.$context?.raw?.variant).find(isPresent);
          if (variant) {
            view.select(variant);
          }
        },
        plugins: {legend: {display: true, labels: {usePointStyle: true, boxHeight: 7}}, tooltip: {...hoverOf(hover), filter: (item) => item.raw.variant !== undefined}},
      },
    },
  };
}
