// What a page that compares several runs shows.
function comparisonHeadline(data) {
  const best = bestRun(data);
  const names = data.differences.map((each) => each.key);
  fill("head",
    element("div", {class: "overline"}, "EdgeLoom comparison"),
    element("h1", {}, plural(data.runs.length, "run")),
    element("p", {class: "muted"}, names.length > mostKeys ? "They differ in " + names.length + " keys." : names.length ? "They differ in " + names.join(", ") + "." : "Their configurations do not differ."),
    best ? element("p", {class: "bottleneck"}, bestSentence(best, data)) : null,
    warningList(data.runs.filter((run) => !passed(run)).map((run) => ({severity: run.status === "failed" ? "error" : "warning", text: run.label + ": the run ended with status “" + run.status + "”."}))));
}

// Of more keys that differ there is a table of their own.
const mostKeys = 6;

const passed = (run) => run.status === "passed";
const barName = (run) => run.label + (passed(run) ? "" : " (" + run.status + ")");
const figureOf = (run, key) => (isNumber(run.figures[key]) ? run.figures[key] : null);
const costKey = (data) => (data.runs.some((run) => figureOf(run, "nanoseconds_per_input")) ? "nanoseconds_per_input" : "clocks_per_input");
const acceleratorOf = (run) => asList(run.engines).find((engine) => engine.name === "accelerator");

function bestRun(data) {
  const key = costKey(data);
  const timed = data.runs.filter((run) => passed(run) && figureOf(run, key));
  return timed.length > 1 ? timed.reduce((best, run) => (run.figures[key] < best.figures[key] ? run : best)) : null;
}

function bestSentence(best, data) {
  const floor = figureOf(best, "block_cycle_clocks");
  const key = costKey(data);
  const equal = data.runs.filter((run) => run !== best && passed(run) && figureOf(run, key) !== null && run.figures[key] < best.figures[key] * 1.01).length;
  return "Fastest: " + best.label + ", " + decimal(best.figures.clocks_per_input) + " clocks per input" +
    (figureOf(best, "nanoseconds_per_input") ? " (" + time(best.figures.nanoseconds_per_input) + ")" : "") +
    (floor ? "; without waiting it would take " + figure(floor) : "") + "." + (equal ? " " + plural(equal, "other run") + " within 1 % of it." : "");
}

// The axis is the number that takes most values; all other differences together name the lines. None where that makes
// more lines than one can tell apart, or leaves a place with two runs. Runs that did not pass have no place.
function curves(data) {
  const numeric = data.differences.filter((each) => each.numbers.length);
  const values = (difference) => new Set(difference.numbers).size;
  const along = numeric.reduce((most, each) => (most && values(most) >= values(each) ? most : each), null);
  if (!along) {
    return null;
  }
  const others = data.differences.filter((each) => each !== along);
  const byName = new Map();
  data.runs.forEach((run, i) => {
    const name = others.map((each) => each.name + " " + (each.values[i] ?? "(none)")).join(", ");
    if (passed(run)) {
      byName.set(name, [...(byName.get(name) || []), {x: along.numbers[i], run}]);
    }
  });
  const series = [...byName].map(([name, points]) => ({name, points: points.sort((a, b) => a.x - b.x)}));
  const clear = series.length && series.length <= colours.length && series.every(({points}) => new Set(points.map((point) => point.x)).size === points.length);
  return clear ? {along, series, xs: [...new Set(along.numbers)].sort((a, b) => a - b)} : null;
}

function curve(title, found, value, options) {
  const series = found.series
    .map(({name, points}) => ({name: name || title, points: points.map(({x, run}) => ({x, y: value(run)})).filter((point) => point.y !== null)}))
    .filter((each) => each.points.length);
  if (!series.length) {
    return null;
  }
  const all = series.flatMap((each) => each.points.map((point) => ({...point, name: each.name})));
  const low = all.reduce((a, b) => (b.y < a.y ? b : a));
  const high = all.reduce((a, b) => (b.y > a.y ? b : a));
  const place = (point) => found.along.name + " " + point.x + (found.along.unit ? " " + found.along.unit : "") + (found.series.length > 1 ? ", " + point.name : "");
  const span = found.xs[found.xs.length - 1] / found.xs[0];
  const summary = low.y === high.y ? options.text(low.y) + " everywhere." : "From " + options.text(low.y) + " (" + place(low) + ") to " + options.text(high.y) + " (" + place(high) + ").";
  const references = options.reference ? [{name: options.referenceName, reference: true, points: found.xs.map((x) => ({x, y: options.reference}))}] : [];
  return lines(title, summary, [...series, ...references], {
    x: found.along.name + (found.along.unit ? ", " + found.along.unit : ""), y: options.y, max: options.max, text: options.text,
    xs: found.xs, log: found.xs[0] > 0 && span >= 8,
  });
}

function curveSection(data) {
  const found = curves(data);
  if (!found) {
    return;
  }
  const floors = new Set(data.runs.map((run) => figureOf(run, "block_cycle_clocks")));
  const floor = floors.size === 1 ? [...floors][0] : null;
  const sameClock = new Set(data.runs.map((run) => clockRatio(run))).size === 1;
  const share = (key) => (run) => (acceleratorOf(run) ? asNumber(acceleratorOf(run)[key]) : null);
  const accuracies = new Set(data.runs.map((run) => figureOf(run, "test_percent")));
  section("Over " + found.along.name, "Each point is a run; the axis is " + found.along.key + ".", element("div", {class: "grid"},
    curve("Clocks per input", found, (run) => figureOf(run, "clocks_per_input"), {y: "accelerator clocks per input", text: decimal, reference: floor, referenceName: "block cycle: no waiting"}),
    sameClock ? null : curve("Time per input", found, (run) => figureOf(run, "nanoseconds_per_input"), {y: "ns per input", text: time}),
    curve("Accelerator computed", found, share("computed_percent"), {y: "% of simulated time", max: 100, text: percent}),
    curve("Accelerator starved", found, share("starved_percent"), {y: "% of simulated time", max: 100, text: percent}),
    curve("Bandwidth", found, bandwidthOf, {y: "MB/s, all initiators", text: (value) => rateText(value) + " MB/s"}),
    accuracies.size > 1 ? curve("Test accuracy", found, (run) => figureOf(run, "test_percent"), {y: "% of the test inputs", text: accuracyText}) : null));
}

const clockRatio = (run) => (figureOf(run, "clocks_per_input") && figureOf(run, "nanoseconds_per_input") ? (run.figures.nanoseconds_per_input / run.figures.clocks_per_input).toPrecision(6) : "");

function bandwidthOf(run) {
  const ports = asList(run.initiators).filter((port) => isNumber(port.megabytes_per_second));
  return ports.length ? sum(ports.map((port) => port.megabytes_per_second)) : null;
}

// More bars than this say less than the table.
const mostBars = 40;

function extremes(runs, value, text) {
  const all = runs.filter((run) => value(run) !== null);
  const known = all.some(passed) ? all.filter(passed) : all;
  if (!known.length) {
    return "";
  }
  const low = known.reduce((a, b) => (value(b) < value(a) ? b : a));
  const high = known.reduce((a, b) => (value(b) > value(a) ? b : a));
  return "least " + text(value(low)) + " (" + low.label + "), most " + text(value(high)) + " (" + high.label + ").";
}

function metricBars(title, runs, value, unit, text, max) {
  const found = new Set(runs.map(value));
  if (found.size === 1 && runs.length > 1 && !found.has(null)) {
    return element("p", {}, title + ": " + text(value(runs[0])) + " in all runs.");
  }
  return runs.some((run) => value(run) !== null)
    ? bars(title, title + ": " + extremes(runs, value, text), runs.map(barName), [{name: title, values: runs.map(value)}], {unit, text, max})
    : missing(title + ": none of the runs recorded it.");
}

function barSections(data) {
  const runs = data.runs.slice(0, mostBars);
  const left = data.runs.length > mostBars ? "The first " + mostBars + " runs; all are in the table." : null;
  const sameClock = new Set(runs.map((run) => clockRatio(run))).size === 1;
  section("Time per input", left,
    metricBars("Clocks per input", runs, (run) => figureOf(run, "clocks_per_input"), "accelerator clocks per input", decimal),
    sameClock ? null : metricBars("Time per input", runs, (run) => figureOf(run, "nanoseconds_per_input"), "ns per input", time));
  section("Where the time went", "Shares of the simulated time of the accelerator: computed; starved, without input; blocked, with results that nobody took; stalled by clashes and hazards; idle.", timeBars(runs));
  section("Bandwidth", "Of each initiator, over the whole simulated time.", trafficBars(runs));
  section("Accuracy", null, metricBars("Test accuracy", runs, (run) => figureOf(run, "test_percent"), "% of the test inputs", accuracyText, 100));
}

function timeBars(runs) {
  if (!runs.some(acceleratorOf)) {
    return missing("None of the runs recorded where the accelerator's time went.");
  }
  const computed = (run) => (acceleratorOf(run) ? asNumber(acceleratorOf(run).computed_percent) : null);
  return bars("Time of the accelerator", "Share computed: " + extremes(runs, computed, percent), runs.map(barName),
    shares.map(({key, name, colour}) => ({name, colour, values: runs.map((run) => asNumber(acceleratorOf(run)?.[key]))})),
    {unit: "% of simulated time", max: 100, text: percent});
}

function trafficBars(runs) {
  const names = [...new Set(runs.flatMap((run) => asList(run.initiators).filter((port) => asNumber(port.megabytes_per_second) > 0).map((port) => port.name)))];
  if (!names.length) {
    return missing("None of the runs recorded its traffic.");
  }
  const of = (run, name) => asNumber(asList(run.initiators).find((port) => port.name === name)?.megabytes_per_second);
  return bars("Bandwidth by initiator", "Of all initiators together: " + extremes(runs, bandwidthOf, (value) => rateText(value) + " MB/s"), runs.map(barName),
    names.map((name) => ({name, values: runs.map((run) => of(run, name))})), {unit: "MB/s", text: (value) => rateText(value) + " MB/s"});
}

function comparisonTable(data) {
  const share = (run, key) => (acceleratorOf(run) ? asNumber(acceleratorOf(run)[key]) : null);
  const few = data.differences.length <= mostKeys;
  const columns = [
    ...(few ? data.differences : []).map((each) => ({title: each.name + (each.numbers.length && each.unit ? ", " + each.unit : ""), number: each.numbers.length > 0, text: String})),
    {title: "clocks per input", number: true, text: (value) => decimal(value)},
    {title: "time per input", number: true, text: time},
    {title: "computed", number: true, text: percent},
    {title: "starved", number: true, text: percent},
    {title: "bandwidth, MB/s", number: true, text: rateText},
    {title: "inputs per simulated second", number: true},
    {title: "test accuracy", number: true, text: accuracyText},
    {title: "status"},
    {title: "folder", short: true},
  ];
  const rows = data.runs.map((run, i) => [
    ...(few ? data.differences : []).map((each) => (each.numbers.length ? each.numbers[i] : each.values[i])),
    figureOf(run, "clocks_per_input"), figureOf(run, "nanoseconds_per_input"), share(run, "computed_percent"), share(run, "starved_percent"), bandwidthOf(run),
    figureOf(run, "inputs_per_simulated_second"), figureOf(run, "test_percent"), run.status, run.folder,
  ]);
  section("All runs", "A click on a title sorts by it.", sortableTable(columns, rows, "All runs"));
  if (!few) {
    section("What differs", null, table([{title: "key"}, ...data.runs.map((run) => ({title: run.label}))], data.differences.map((each) => [each.key, ...each.values]), "Keys that differ"));
  }
  const sentences = data.runs.filter((run) => run.bottleneck);
  if (sentences.length) {
    section("Bottlenecks", "What each run says of itself.", table([{title: "run"}, {title: "bottleneck"}], sentences.map((run) => [run.label, run.bottleneck])));
  }
}
