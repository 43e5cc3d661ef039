// What an exploration knows of its variants. A quantity is an axis or a figure:
// {key, name, title, unit, meaning, isAxis, direction, of: variant => value, spread: variant => {mean, least, most, seeds},
// text: value => string, scale}.
function axisText(value) {
  if (Array.isArray(value)) {
    return "[" + value.map(axisText).join(", ") + "]";
  }
  return value !== null && typeof value === "object" ? JSON.stringify(value) : String(value);
}

const isPresent = (value) => value !== null && value !== undefined;

// As few parts at the end of a dotted key as tell it from all others.
function shortName(key, all) {
  const end = (name, count) => name.split(".").slice(-count).join(".");
  for (let count = 1; ; ++count) {
    const name = end(key, count);
    if (name === key || all.filter((other) => end(other, count) === name).length === 1) {
      return name;
    }
  }
}

// A range so wide is drawn by its logarithm.
const logFrom = 20;

// Where values lie: numbers where they are; anything else, such as lists, one after the other.
function scaleOf(values) {
  const present = values.filter(isPresent);
  if (!present.length) {
    return {isEmpty: true, isNumeric: true, least: 0, most: 0, canLog: false, log: false, place: (value) => value};
  }
  if (present.every(isNumber)) {
    const least = present.reduce((a, b) => Math.min(a, b), Infinity);
    const most = present.reduce((a, b) => Math.max(a, b), -Infinity);
    return {isNumeric: true, least, most, canLog: least > 0 && most > least, log: least > 0 && most / least >= logFrom, place: (value) => value};
  }
  const names = [...new Set(present.map(axisText))].sort((a, b) => a.localeCompare(b, language, {numeric: true}));
  const places = new Map(names.map((name, i) => [name, i]));
  return {isNumeric: false, names, least: 0, most: names.length - 1, canLog: false, log: false, place: (value) => places.get(axisText(value))};
}

function axisQuantity(name, names, variants) {
  const of = (variant) => variant.axes[name];
  const scale = scaleOf(variants.map(of));
  const values = [...new Map(variants.map(of).filter(isPresent).map((value) => [axisText(value), value])).values()];
  return {key: "axis " + name, name, title: shortName(name, names), unit: "", meaning: name, isAxis: true, direction: null, of, spread: () => null, text: (value) => (isPresent(value) ? axisText(value) : nothing), scale,
    values: values.sort((a, b) => scale.place(a) - scale.place(b))};
}

function figureQuantity(name, given, objective, variants) {
  const unit = given?.unit || objective?.unit || "";
  const spread = (variant) => variant.figures[name] ?? null;
  const of = (variant) => spread(variant)?.mean ?? null;
  const spreads = variants.map(spread).filter(isPresent);
  return {key: "figure " + name, name, title: name, unit, meaning: given?.meaning || "", isAxis: false, direction: objective?.direction || null, of, spread,
    text: (value) => (isNumber(value) ? figure(value) + (unit ? " " + unit : "") : nothing),
    scale: scaleOf(spreads.flatMap((each) => [each.least, each.most]))};
}

const titleWithUnit = (quantity) => quantity.title + (quantity.unit ? ", " + quantity.unit : "");
const aim = (quantity) => (quantity.direction === "maximise" ? "more is better" : "less is better");

// Of all that the page shows. Figures: the objectives first, then as the exploration lists them, then others.
function sweepModel(data) {
  const {variants} = data;
  const objectiveNames = data.objectives.map((each) => each.name);
  const occurring = new Set(variants.flatMap((variant) => Object.keys(variant.figures)));
  const listed = data.figures.map((each) => each.name).filter((name) => occurring.has(name));
  const names = [...new Set([...objectiveNames, ...listed, ...occurring])];
  const described = (name) => data.figures.find((each) => each.name === name);
  const axes = data.axes.map((name) => axisQuantity(name, data.axes, variants));
  const figures = names.map((name) => figureQuantity(name, described(name), data.objectives.find((each) => each.name === name), variants));
  const objectives = figures.slice(0, new Set(objectiveNames).size);
  const front = new Set(data.front.map((index) => variants[index]));
  const done = variants.filter((variant) => variant.outcome === "done");
  return {data, variants, axes, figures, objectives, front, done, quantities: [...axes, ...figures], best: bestVariant(done, objectives[0])};
}

function bestVariant(done, objective) {
  const sign = objective?.direction === "minimise" ? -1 : 1;
  const rated = objective ? done.filter((variant) => isNumber(objective.of(variant))) : [];
  return rated.length ? rated.reduce((best, each) => (sign * objective.of(each) > sign * objective.of(best) ? each : best)) : null;
}

// The variants on the front of two figures alone; none where they are not both objectives.
function frontOfPair(model, x, y) {
  const pair = model.data.fronts.find(({figures}) => figures.includes(x.name) && figures.includes(y.name));
  return pair && x !== y ? pair.variants.map((index) => model.variants[index]) : [];
}

const variantName = (variant) => "variant " + variant.number;
const axesText = (model, variant) => model.axes.map((axis) => axis.title + " " + axis.text(axis.of(variant))).join(", ");

// "93.1 % (92.8 to 93.5)"
function spreadText(quantity, variant) {
  const spread = quantity.spread(variant);
  if (quantity.isAxis || spread === null) {
    return isPresent(quantity.of(variant)) ? quantity.text(quantity.of(variant)) : nothing;
  }
  return quantity.text(spread.mean) + (spread.least < spread.most ? " (" + figure(spread.least) + " to " + figure(spread.most) + ")" : "");
}
