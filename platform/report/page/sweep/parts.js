// What time and energy of the variants on the front are made of.
const partFamilies = [
  {title: "Time", name: /^time_(.+)_percent$/},
  {title: "Energy", name: /^energy_(?!per_input)(.+)_nj$/},
];

// Colours of parts that pages about runs have, too.
const partColours = {busy: "#0072b2", input: "#d55e00", output: "#e69f00", clash: "#cc79a7", hazard: "#8c8c8c"};
const mostPartBars = 20;

function partPlots(model, view) {
  return partFamilies.map((family) => {
    const parts = model.figures.filter((each) => family.name.test(each.name)).map((each) => ({quantity: each, name: each.name.match(family.name)[1]}));
    return parts.length ? partPlot(model, view, family, parts) : null;
  });
}

function partPlot(model, view, family, parts) {
  const plot = livePlot(null, () => partContent(model, view, family, parts));
  view.watch(plot.redraw);
  return plot.figure;
}

// The best first; the selected variant, wherever it is, at the end.
function variantsOfParts(model, view, parts) {
  const known = (variant) => parts.some(({quantity}) => isNumber(quantity.of(variant)));
  const objective = model.objectives[0];
  const sign = objective?.direction === "minimise" ? 1 : -1;
  const shown = (model.front.size ? [...model.front] : model.done).filter((variant) => view.shows(variant) && known(variant));
  const sorted = shown.sort((a, b) => (objective ? sign * (objective.of(a) - objective.of(b)) : 0) || a.number - b.number).slice(0, mostPartBars);
  const extra = view.selected && known(view.selected) && !sorted.includes(view.selected) ? [view.selected] : [];
  return [...sorted, ...extra];
}

function partContent(model, view, family, parts) {
  const variants = variantsOfParts(model, view, parts);
  const unit = parts[0].quantity.unit;
  const axes = model.axes.filter((each) => each.values.length > 1);
  const label = (variant) => variant.number + (variant === view.selected ? " (selected)" : "") + ": " + axes.map((each) => each.text(each.of(variant))).join(" · ");
  const series = parts.map(({quantity, name}, i) => ({name: name.replaceAll("_", " "), colour: partColours[name] || colours[i % colours.length], values: variants.map((variant) => asNumber(quantity.of(variant)))}));
  return {
    title: family.title + " of the variants on the front",
    ...barPlot(variants.map(label), series, {unit, max: unit === "%" ? 100 : undefined, text: (value) => figure(value) + " " + unit}),
    summary: partSummary(variants, parts, unit) + " Named by number" + axes.map((each, i) => (i ? " · " : ": ") + each.title).join("") + ".",
    height: 100 + 23 * variants.length,
  };
}

function partSummary(variants, parts, unit) {
  if (!variants.length) {
    return "No variant on the front is shown.";
  }
  const mean = ({quantity}) => sum(variants.map((variant) => asNumber(quantity.of(variant)))) / variants.length;
  const largest = parts.reduce((a, b) => (mean(b) > mean(a) ? b : a));
  return "Means over the seeds. Largest part on average: " + largest.name.replaceAll("_", " ") + ", " + figure(mean(largest)) + " " + unit + ".";
}
