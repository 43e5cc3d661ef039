// All about one variant: the selected one, or the best.
const looked = (model, view) => view.selected ?? model.best;

// The part of the page that `make(variant)` fills, anew after every selection.
function detailsOf(model, view, attributes, make) {
  const made = element("div", attributes);
  let shown; // the selection, which may be null
  const refresh = () => {
    const variant = looked(model, view);
    if (variant && view.selected !== shown) {
      made.replaceChildren(...make(variant).filter(Boolean));
      shown = view.selected;
    }
  };
  view.watch(refresh);
  refresh();
  return made;
}

function whichVariant(model, view, variant) {
  if (variant !== view.selected) {
    return "Best by " + model.objectives[0].title + " of the variants that are done. Select a point or a row to see another.";
  }
  return "Selected" + standing(model, variant) + ".";
}

function backToBest(model, view) {
  const button = element("button", {type: "button", class: "plain"}, "Back to the best");
  button.addEventListener("click", () => view.select(null));
  return view.selected && model.best ? button : null;
}

// Beside the plot of the front.
function variantCard(model, view) {
  return detailsOf(model, view, {class: "card", "aria-live": "polite"}, (variant) => {
    const quantities = [...model.axes, ...(model.objectives.length ? model.objectives : model.figures.slice(0, 4))];
    const rows = quantities.map((each) => element("tr", {}, element("th", {scope: "row", title: each.meaning}, ...breakable(each.title)), element("td", {class: "number"}, spreadText(each, variant))));
    return [
      element("h3", {}, capital(variantName(variant))),
      element("p", {class: "muted"}, whichVariant(model, view, variant)),
      element("table", {}, element("tbody", {}, ...rows)),
      runLinks(variant),
      element("p", {}, element("a", {href: "#configuration"}, "All figures and the configuration")),
      backToBest(model, view),
    ];
  });
}

// A name that may go on in the next line after its dots and underscores.
const breakable = (name) => name.split(/(?<=[._])/).flatMap((part, i) => (i ? [element("wbr"), part] : [part]));

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const pageAddress = (path) => path.split("/").map(encodeURIComponent).join("/");

function runLinks(variant) {
  const pages = variant.points.filter((point) => point.page);
  const link = (point) => element("a", {href: pageAddress(point.page)}, "seed " + point.seed);
  return pages.length ? element("p", {class: "runs"}, "Runs: ", ...pages.flatMap((point, i) => [i ? ", " : "", link(point)])) : null;
}

function configurationSection(model, view) {
  const content = detailsOf(model, view, {class: "details"}, (variant) => [
    element("h3", {}, capital(variantName(variant))),
    element("p", {class: "muted"}, whichVariant(model, view, variant)),
    yamlBox(variant),
    figureTable(model, variant),
    pointTable(variant),
  ]);
  section("Configuration", "Ready to run again: every key is resolved.", content);
}

function yamlBox(variant) {
  const {text, seed} = variant.configuration;
  const name = "Configuration" + (variant.points.length > 1 ? " with seed " + seed : "");
  return text ? element("div", {class: "yaml"},
    element("div", {class: "bar"}, element("b", {}, name), copyButton("Copy", () => text)),
    element("pre", {tabindex: "0", "aria-label": name}, text)) : missing("The exploration recorded no configuration of it.");
}

function figureTable(model, variant) {
  const several = Object.values(variant.figures).some((spread) => spread.seeds > 1);
  const known = model.figures.filter((each) => each.spread(variant));
  const columns = [{title: "figure"}, {title: several ? "mean" : "value", number: true}, ...(several ? [{title: "least", number: true}, {title: "most", number: true}, {title: "seeds", number: true}] : []), {title: "unit"}, {title: "meaning", wide: true}];
  const rows = known.map((each) => {
    const {mean, least, most, seeds} = each.spread(variant);
    return [each.title, mean, ...(several ? [least, most, seeds] : []), each.unit, each.meaning];
  });
  return rows.length ? table(columns, rows, "Figures of " + variantName(variant)) : missing("It has no figures.");
}

function pointTable(variant) {
  const made = table([{title: "seed", number: true}, {title: "level"}, {title: "outcome"}, {title: "reason"}, {title: "key", short: true}, {title: "page of the run"}],
    variant.points.map((point) => [point.seed, point.level, point.outcome, point.reason, point.key, null]), "Points of " + variantName(variant));
  [...made.querySelectorAll("tbody tr")].forEach((row, i) => {
    const {page} = variant.points[i];
    row.lastElementChild.replaceChildren(page ? element("a", {href: pageAddress(page)}, "report") : nothing);
  });
  return made;
}
