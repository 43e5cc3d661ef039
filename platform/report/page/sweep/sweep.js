// What a page about an exploration shows.
function showSweep(data) {
  const model = sweepModel(data);
  const view = sweepView();
  const hover = hoverBox(model);
  sweepHeadline(model);
  if (model.figures.length && model.done.length) {
    section("Pareto front", frontLead(model), element("div", {class: "beside"}, scatterPlot(model, view, hover), looked(model, view) ? variantCard(model, view) : null));
  }
  if (model.variants.length) {
    section("Parallel coordinates", "Each line is a variant. Drag along a column to keep the variants that pass there, in all plots and in the table; click on the column to keep all again. The filters of the table do the same without a pointer.", parallelPlot(model, view, hover));
  }
  if (model.figures.length && model.done.length) {
    section("Over the axes", null, element("div", {class: "grid"}, ...againstPresets(model).map((preset) => againstPlot(model, view, hover, preset))));
    const parts = partPlots(model, view).filter(Boolean);
    if (parts.length) {
      section("Where time and energy go", "Of an input of each variant on the front, the best by " + (model.objectives[0]?.title ?? "number") + " first.", ...parts);
    }
  }
  if (model.variants.length) {
    section("All variants", "A click on a title sorts; below it, write what to keep: >90, 8..12, != 8, [4, 16], part of a text. A click on a row selects.", ...variantTable(model, view));
  }
  reasonSection(model);
  if (looked(model, view)) {
    configurationSection(model, view);
  }
  documentSection(data);
}

function sweepHeadline(model) {
  const {data} = model;
  const level = data.level ? "level " + data.level : "";
  fill("head",
    element("div", {class: "overline"}, "EdgeLoom exploration in " + data.folder),
    element("h1", {}, data.name || data.folder),
    element("p", {class: "muted"}, [data.mode.replaceAll("_", " "), level, data.program].filter(Boolean).join(" · ")),
    element("p", {class: "bottleneck"}, sweepSentence(model)),
    sweepCounts(model),
    sweepTerms(model));
}

function sweepSentence(model) {
  if (!model.variants.length) {
    return "The exploration has no points yet.";
  }
  if (!model.done.length) {
    return "None of the " + plural(model.variants.length, "variant") + " was done.";
  }
  if (!model.best) {
    return plural(model.done.length, "variant") + " done; none has a figure to judge it by.";
  }
  const [objective, ...others] = model.objectives;
  return "Best " + objective.title + ": " + spreadText(objective, model.best) + " with " + axesText(model, model.best) + " (" + variantName(model.best) + ")" +
    (others.length ? "; " + others.map((each) => each.title + " " + spreadText(each, model.best)).join(", ") : "") + ".";
}

const outcomes = ["done", "infeasible", "stopped", "failed"];

function sweepCounts(model) {
  const points = model.variants.flatMap((variant) => variant.points);
  const counts = outcomes.map((name) => [name === "done" ? "points done" : name, points.filter((point) => point.outcome === name).length]).filter(([name, count]) => count || name === "points done");
  const all = [["variants", model.variants.length], ["points: variants with a seed", points.length], ...counts, ...(model.objectives.length ? [["variants on the front", model.front.size]] : [])];
  return element("dl", {class: "figures counts"}, ...all.map(([name, count]) => element("div", {}, element("dt", {}, name), element("dd", {}, figure(count)))));
}

// Axes, objectives and constraints.
function sweepTerms(model) {
  const {constraints} = model.data;
  const items = (list, make) => (list.length ? element("ul", {}, ...list.map((each) => element("li", {}, ...make(each)))) : element("p", {class: "muted"}, "none"));
  return element("div", {class: "terms"},
    element("section", {}, element("h3", {}, "Axes"), items(model.axes, (axis) => [element("code", {}, axis.name), " ", element("span", {class: "muted"}, rangeText(axis))])),
    element("section", {}, element("h3", {}, "Objectives"), items(model.objectives, (each) => [element("code", {}, each.name), " ", element("span", {class: "muted"}, [each.direction, each.unit].filter(Boolean).join(", "))])),
    element("section", {}, element("h3", {}, "Constraints"), items(constraints, (each) => [element("code", {}, each)])));
}

const mostValues = 8;

function rangeText({values, scale}) {
  if (values.length <= mostValues) {
    return values.map(axisText).join(", ");
  }
  return plural(values.length, "value") + (scale.isNumeric ? " from " + scale.least + " to " + scale.most : ", such as " + values.slice(0, 3).map(axisText).join(", "));
}

function frontLead(model) {
  return model.objectives.length > 1
    ? "A variant is on the front if no other is as good by all of " + model.objectives.map((each) => each.title).join(", ") + " and better by one, compared by the means over its seeds. A click on a point selects its variant."
    : "A click on a point selects its variant.";
}

function reasonSection(model) {
  const counts = new Map();
  for (const point of model.variants.flatMap((variant) => variant.points).filter((each) => each.outcome !== "done")) {
    const key = JSON.stringify([point.outcome, point.reason]);
    counts.set(key, (counts.get(key) || 0) + 1);
  }
  if (counts.size) {
    const rows = [...counts].map(([key, count]) => [...JSON.parse(key), count]).sort((a, b) => b[2] - a[2]);
    section("Not done", "Points without all of their figures, and why.", sortableTable([{title: "outcome"}, {title: "reason"}, {title: "points", number: true}], rows, "Reasons"));
  }
}

function documentSection(data) {
  if (data.document) {
    section("The exploration", "Its file, as it was given.", element("div", {class: "yaml"}, element("div", {class: "bar"}, element("b", {}, "YAML"), copyButton("Copy", () => data.document)),
      element("pre", {tabindex: "0", "aria-label": "YAML of the exploration"}, data.document)));
  }
}
