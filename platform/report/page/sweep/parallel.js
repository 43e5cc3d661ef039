// All variants as lines over columns: the axes of the exploration, then its objectives, the better end of which is up.
const parallelMargin = {top: 52, bottom: 14, left: 84, right: 72};
const parallelHeight = 330;
const parallelGap = 88; // at least, between columns; on a narrow screen they scroll
const brushWidth = 22;
const nearby = 9; // pixels between the pointer and a line

function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...children.filter(isPresent));
  return made;
}

// From 0 at the foot of the column to 1 at its head.
function parallelColumn(quantity) {
  const {scale} = quantity;
  const linear = (value) => (scale.log ? Math.log(value) : value);
  const [low, high] = [linear(scale.least), linear(scale.most)];
  const share = (place) => (high > low ? (linear(place) - low) / (high - low) : 0.5);
  const part = (place) => (quantity.direction === "minimise" ? 1 - share(place) : share(place));
  const of = (variant) => (isPresent(quantity.of(variant)) ? part(scale.place(quantity.of(variant))) : null);
  return {quantity, of, ticks: parallelTicks(quantity).map(({place, text}) => ({part: part(place), text}))};
}

const mostTicks = 9;

function parallelTicks({scale, isAxis, values}) {
  if (!scale.isNumeric) {
    const every = Math.ceil(scale.names.length / mostTicks);
    return scale.names.map((text, place) => ({place, text})).filter((_, i) => i % every === 0);
  }
  if (isAxis && values.length <= mostTicks) {
    return values.map((place) => ({place, text: axisText(place)}));
  }
  const count = scale.most > scale.least ? 4 : 0;
  const at = (i) => (scale.log ? scale.least * (scale.most / scale.least) ** (i / (count || 1)) : scale.least + ((scale.most - scale.least) * i) / (count || 1));
  return Array.from({length: count + 1}, (_, i) => ({place: at(i), text: figure(at(i))}));
}

// From the worst to the best; told apart by the colour-blind, on white and on black.
const rating = ["#c2521b", "#e3a13c", "#8fb8cf", "#2f7fbd", "#0f4c9c"];

function ratingColour(part) {
  const place = Math.max(0, Math.min(1, part)) * (rating.length - 1);
  const [from, to] = [Math.floor(place), Math.ceil(place)].map((i) => [1, 3, 5].map((at) => parseInt(rating[i].slice(at, at + 2), 16)));
  return "rgb(" + from.map((channel, i) => Math.round(channel + (to[i] - channel) * (place % 1))).join(",") + ")";
}

function parallelPlot(model, view, hover) {
  const columns = [...model.axes, ...model.objectives].filter((each) => !each.scale.isEmpty).map(parallelColumn);
  const rate = columns.find((column) => column.quantity === model.objectives[0]) ?? null;
  const box = element("div", {class: "parallel"});
  const lines = svg("g", {class: "lines"});
  const brushes = columns.map((column) => parallelBrush(column, view));
  let [width, room] = [0, 0];
  const x = (i) => parallelMargin.left + (columns.length > 1 ? (i * (width - parallelMargin.left - parallelMargin.right)) / (columns.length - 1) : 0);
  const refresh = () => lines.replaceChildren(...parallelLines(model, view, columns, rate, x));
  const draw = () => {
    if (box.clientWidth === room || box.clientWidth === 0) {
      return;
    }
    room = box.clientWidth;
    width = Math.max(room, parallelMargin.left + parallelMargin.right + (columns.length - 1) * parallelGap);
    const gap = columns.length > 1 ? x(1) - x(0) : width;
    const picture = svg("svg", {viewBox: [0, 0, width, parallelHeight].join(" "), style: "width: " + width + "px", role: "img", "aria-label": "Every variant as a line over axes and objectives"},
      lines, ...columns.map((column, i) => svg("g", {class: "column", transform: "translate(" + x(i) + " 0)"}, ...parallelAxis(column, gap), ...brushes[i])));
    box.replaceChildren(picture);
    followPointer(picture, model, view, hover, columns, x);
    refresh();
  };
  new ResizeObserver(() => requestAnimationFrame(draw)).observe(box);
  view.watch(refresh);
  return element("figure", {}, element("figcaption", {}, rate ? ratingLegend(rate) : null), box, filterStatus(model, view));
}

const parallelY = (part) => parallelMargin.top + (1 - part) * (parallelHeight - parallelMargin.top - parallelMargin.bottom);

function parallelAxis({quantity, ticks}, gap) {
  const room = Math.max(6, Math.floor(Math.min(gap, 2 * parallelMargin.right) / 7.4)); // letters
  const title = quantity.title.length > room ? quantity.title.slice(0, room - 1) + "…" : quantity.title;
  const below = [quantity.unit, quantity.direction ? aim(quantity) : ""].filter(Boolean).join(", ");
  const clipped = below.length > room ? quantity.unit || "" : below;
  return [
    svg("title", {}, titleWithUnit(quantity) + (quantity.meaning ? ": " + quantity.meaning : "")),
    svg("text", {class: "title", y: 16, "text-anchor": "middle"}, title),
    svg("text", {class: "unit", y: 32, "text-anchor": "middle"}, clipped),
    svg("line", {class: "axis", y1: parallelY(1), y2: parallelY(0)}),
    ...ticks.flatMap(({part, text}) => [svg("line", {class: "axis", x1: -4, x2: 0, y1: parallelY(part), y2: parallelY(part)}), svg("text", {class: "tick", x: -7, y: parallelY(part) + 4, "text-anchor": "end"}, text)]),
  ];
}

// The worst first, so that the good ones lie on top; variants that are filtered out stay as shadows.
function parallelLines(model, view, columns, rate, x) {
  const rank = (variant) => (variant === view.selected ? 3 : !view.shows(variant) ? 0 : model.front.has(variant) ? 2 : 1);
  const rated = (variant) => (rate && variant.outcome === "done" ? rate.of(variant) : null);
  const sorted = model.variants.slice().sort((a, b) => rank(a) - rank(b) || (rated(a) ?? -1) - (rated(b) ?? -1));
  return sorted.map((variant) => {
    const names = ["", "shadow", "front", "selected"].filter((name, i) => (i === 1 ? !view.shows(variant) : i === 2 ? model.front.has(variant) : i === 3 ? variant === view.selected : false));
    const colour = rated(variant) === null ? {class: ["undone", ...names].join(" ")} : {class: names.join(" "), stroke: ratingColour(rated(variant))};
    return svg("path", {...colour, d: parallelPath(variant, columns, x), "data-variant": variant.number});
  });
}

function parallelPath(variant, columns, x) {
  let isDrawing = false;
  return columns.map((column, i) => {
    const part = column.of(variant);
    const command = part === null ? "" : (isDrawing ? "L" : "M") + x(i).toFixed(1) + " " + parallelY(part).toFixed(1);
    isDrawing = part !== null;
    return command;
  }).join("");
}

function ratingLegend(column) {
  const {quantity} = column;
  const [worst, best] = quantity.direction === "minimise" ? [quantity.scale.most, quantity.scale.least] : [quantity.scale.least, quantity.scale.most];
  return element("p", {class: "rating"}, quantity.title + ": " + quantity.text(worst) + " ", element("span", {style: "background: linear-gradient(to right, " + rating.join(", ") + ")"}), " " + quantity.text(best) + "; thick: on the front");
}

// Tells of the line below the pointer, and selects it with a click.
function followPointer(picture, model, view, hover, columns, x) {
  const marked = svg("path", {class: "pointed"});
  picture.append(marked);
  const found = (event) => {
    const place = picture.getBoundingClientRect();
    return nearestLine(model.variants.filter(view.shows), columns, x, event.clientX - place.left, event.clientY - place.top);
  };
  picture.addEventListener("mousemove", (event) => {
    const variant = event.buttons ? null : found(event);
    marked.setAttribute("d", variant ? parallelPath(variant, columns, x) : "");
    if (variant) {
      hover.show(variant, event.clientX, event.clientY);
    } else {
      hover.hide();
    }
  });
  picture.addEventListener("mouseleave", () => {
    marked.setAttribute("d", "");
    hover.hide();
  });
  picture.addEventListener("click", (event) => {
    const variant = event.target.classList.contains("grip") ? null : found(event);
    if (variant) {
      view.select(variant);
    }
  });
}

function nearestLine(variants, columns, x, left, top) {
  const i = columns.findIndex((_, at) => at + 1 < columns.length && left >= x(at) && left <= x(at + 1));
  if (i < 0) {
    return null;
  }
  const along = (left - x(i)) / (x(i + 1) - x(i));
  const distance = (variant) => {
    const [a, b] = [columns[i].of(variant), columns[i + 1].of(variant)];
    return a === null || b === null ? Infinity : Math.abs(parallelY(a + (b - a) * along) - top);
  };
  const best = variants.map((variant) => ({variant, away: distance(variant)})).reduce((a, b) => (b.away < a.away ? b : a), {variant: null, away: nearby});
  return best.variant;
}
