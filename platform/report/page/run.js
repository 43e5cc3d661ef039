// What a page about one run shows, but for the bus and the memories behind it.
function headline(run) {
  const summary = run.summary;
  const status = typeof summary.status === "string" ? summary.status : "unknown";
  const known = ["passed", "failed", "interrupted"].includes(status) ? status : "unknown";
  const sentence = summary.bottleneck?.sentence;
  fill("head",
    element("div", {class: "overline"}, "EdgeLoom run in " + run.folder),
    element("h1", {}, String(summary.name ?? run.folder), " ", element("span", {class: "status " + known}, status)),
    element("p", {class: "muted"}, description(run)),
    sentence ? element("p", {class: "bottleneck"}, sentence) : null,
    keyFigures(run),
    warningList(run.warnings));
}

const settingOf = (run, key) => run.settings.find(([name]) => name === key)?.[1];

function description(run) {
  const network = run.summary.network;
  const parts = [];
  if (Array.isArray(network?.layers)) {
    parts.push("layers " + network.layers.join("-"));
    parts.push(figure(sum(asNumbers(network.edges))) + " edges (" + percent(network.density_percent) + " of full)");
  } else {
    parts.push("no network");
  }
  const [width, whole] = [settingOf(run, "network.format.width"), settingOf(run, "network.format.int")];
  if (width && whole) {
    parts.push(width + "-bit fixed point, " + whole + " integer bits");
  }
  const dataset = settingOf(run, "training.dataset");
  if (dataset) {
    parts.push("data set " + dataset);
  }
  if (run.summary.timing?.fidelity) {
    parts.push(run.summary.timing.fidelity + " fidelity");
  }
  const timing = run.summary.bus?.timing ?? settingOf(run, "platform.interconnect.timing");
  if (timing) {
    parts.push("bus " + timing);
  }
  return parts.join(" · ");
}

function keyFigures(run) {
  const {summary} = run;
  const timing = summary.timing || {};
  const accelerator = asList(run.summary.engines).find((engine) => engine.name === "accelerator");
  const figures = [
    ["test accuracy", isNumber(summary.training?.test_percent) ? decimal(summary.training.test_percent, 2) : null, "%"],
    ["accelerator clocks per input", timing.clocks_per_input ? decimal(timing.clocks_per_input) : null, "clocks"],
    ["simulated time per input", run.nanoseconds_per_input ? time(run.nanoseconds_per_input) : null],
    ["block cycle: clocks per input without waiting", timing.block_cycle_clocks ? figure(timing.block_cycle_clocks) : null, "clocks"],
    ["inputs per simulated second", timing.inputs_per_simulated_second ? figure(timing.inputs_per_simulated_second) : null, "inputs/s"],
    ["of the time the accelerator computed", accelerator ? decimal(accelerator.computed_percent) : null, "%"],
    ["simulated time", isNumber(timing.simulated_seconds) ? time(timing.simulated_seconds * 1e9) : null],
    ["instructions of the hart", isNumber(summary.hart?.instructions) ? figure(summary.hart.instructions) : null],
  ].filter(([, value]) => value !== null && value !== undefined);
  return element("dl", {class: "figures"}, ...figures.map(([name, value, unit]) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value, unit ? element("small", {}, " " + unit) : null))));
}

function warningList(warnings) {
  return element("ul", {class: "warnings", "aria-label": "Warnings"}, ...asList(warnings).map((warning) =>
    element("li", {class: warning.severity}, element("b", {}, warning.severity), warning.text)));
}

function accuracySection(run) {
  const training = run.summary.training;
  const epochs = asList(training?.epochs);
  if (!training) {
    section("Accuracy", null, missing("Nothing was trained: the run had no network."));
    return;
  }
  if (!epochs.length) {
    section("Accuracy", null, missing(isNumber(training.test_percent)
      ? "Nothing was trained; " + accuracyText(training.test_percent) + " of the test inputs were classified correctly."
      : "No epoch was completed."));
    return;
  }
  const kinds = [
    {key: "test_percent", name: "test inputs"},
    {key: "train_percent", name: "training inputs, while training"},
    {key: "train_last1000_percent", name: "the last " + (settingOf(run, "training.tail") ?? "") + " of them"},
  ];
  const series = kinds
    .map(({key, name}) => ({name, points: epochs.filter((epoch) => isNumber(epoch[key])).map((epoch) => ({x: asNumber(epoch.epoch), y: epoch[key]}))}))
    .filter((each) => each.points.length);
  const last = epochs[epochs.length - 1];
  const tested = epochs.filter((epoch) => isNumber(epoch.test_percent));
  const best = tested.reduce((most, epoch) => (most && most.test_percent >= epoch.test_percent ? most : epoch), null);
  const summary = (best
    ? "After epoch " + last.epoch + ", " + accuracyText(last.test_percent) + " of the test inputs; best after epoch " + best.epoch + ", " + accuracyText(best.test_percent) + "."
    : "No inputs were tested. In epoch " + last.epoch + ", " + accuracyText(last.train_percent) + " of the training inputs.");
  const all = series.flatMap((each) => each.points.map((point) => point.y));
  const lowest = Math.max(0, 10 * Math.floor((all.reduce((a, b) => Math.min(a, b)) - 2) / 10));
  const plot = lines("Accuracy per epoch", summary, series, {
    x: "epoch", y: "classified correctly, %", min: lowest, max: greatest(all) > 90 ? 100 : undefined,
    text: accuracyText, xs: epochs.length <= 30 ? epochs.map((epoch) => asNumber(epoch.epoch)) : undefined,
  });
  section("Accuracy", null, plot);
}

const engineColumns = [{title: "engine"}, ...shares.map(({name}) => ({title: name + ", %", number: true, text: (value) => decimal(value)}))];

function timeSection(run) {
  const engines = asList(run.summary.engines);
  const lead = "Every engine's share of the simulated time: computed; starved, with nothing to work on; blocked, with nobody to take its results; " +
    "stalled by itself (clashes and hazards); idle, with nothing to do.";
  if (!engines.length) {
    section("Where the time went", lead, missing("This run recorded no shares of time."));
    return;
  }
  const cause = (engine, share) => (engine[share + "_by"] ? share + " by " + engine[share + "_by"] : "");
  const inWords = (engine) => {
    const causes = ["starved", "blocked"].map((share) => cause(engine, share)).filter(Boolean);
    return engine.name + ": " + shares.filter(({key}) => asNumber(engine[key]) >= 0.05).map(({key, name}) => name + " " + percent(engine[key])).join(", ") +
      (causes.length ? " (" + causes.join(", ") + ")" : "") + ".";
  };
  section("Where the time went", lead,
    bars("Time by engine", engines.map(inWords).join(" "), engines.map((engine) => String(engine.name)),
      shares.map(({key, name, colour}) => ({name, colour, values: engines.map((engine) => asNumber(engine[key]))})),
      {unit: "% of simulated time", max: 100, text: percent}));
}

const operations = ["feedforward", "backpropagation", "update"];

function occupancySection(run) {
  const junctions = asList(run.summary.junctions).filter((junction) => operations.some((name) => junction[name]));
  const timing = run.summary.timing || {};
  const lead = "In every block cycle each junction works on three inputs at once: one feeds forward, one goes back (but in the first junction, which has nothing behind it), one updates. " +
    "A clock is active when it has edges of a row, stalled by a clash or a hazard, and idle otherwise.";
  const busy = asNumber(timing.busy_clocks);
  if (!junctions.length || !busy) {
    section("Junctions", lead, missing("No block cycle was carried out by the accelerator."));
    return;
  }
  const takesPart = (junction, name) => junction[name] && !(name === "backpropagation" && junction.junction === 1);
  const rows = junctions.flatMap((junction) => operations.filter((name) => takesPart(junction, name)).map((name) => ({
    label: "junction " + junction.junction + ", " + name, clocks: junction[name], total: sum(["active_clocks", "stalled_clocks", "idle_clocks"].map((key) => asNumber(junction[name][key]))),
  })));
  const share = (row, key) => (row.total ? (100 * asNumber(row.clocks[key])) / row.total : 0);
  const least = rows.reduce((worst, row) => (share(row, "active_clocks") < share(worst, "active_clocks") ? row : worst));
  const all = sum(rows.map((row) => share(row, "active_clocks"))) / rows.length;
  const stalls = Object.entries(timing.stall_clocks || {}).filter(([, clocks]) => isNumber(clocks));
  const whole = busy + sum(stalls.map(([, clocks]) => clocks));
  section("Junctions", lead,
    bars("Occupancy of the block cycles", "Active " + percent(all) + " of the clocks on average; least: " + least.label + ", " + percent(share(least, "active_clocks")) + ".",
      rows.map((row) => row.label),
      [{name: "active", key: "active_clocks", colour: "#0072b2"}, {name: "stalled", key: "stalled_clocks", colour: "#cc79a7"}, {name: "idle", key: "idle_clocks", colour: () => style("--idle")}]
        .map(({name, key, colour}) => ({name, colour, values: rows.map((row) => share(row, key))})),
      {unit: "% of the clocks of block cycles", max: 100, text: percent}),
    element("p", {}, figure(timing.block_cycles) + " block cycles of " + figure(timing.block_cycle_clocks) + " clocks; the accelerator stood still for another " +
      percent((100 * (whole - busy)) / whole) + " of its clocks between them:"),
    table([{title: "stood still for"}, {title: "clocks", number: true}, {title: "share", number: true, text: percent}],
      stalls.map(([name, clocks]) => [{input: "want of input", output: "room for results", clash: "memory clashes", hazard: "hazards"}[name] || name, clocks, (100 * clocks) / whole])));
}

// One row a counter, one column a junction.
function counterSection(run) {
  const junctions = asList(run.summary.junctions);
  const lead = "What the accelerator counted in each junction over the whole run; least and greatest values as numbers, not as raw integers.";
  const names = [];
  for (const junction of junctions) {
    for (const [group, entries] of Object.entries(junction)) {
      for (const name of Object.keys(entries !== null && typeof entries === "object" ? entries : {})) {
        const full = group + "." + name;
        if (!names.includes(full)) {
          names.push(full);
        }
      }
    }
  }
  if (!names.length) {
    section("Counters", lead, missing("The run has no counters of junctions."));
    return;
  }
  const rows = names.map((full) => {
    const [group, name] = full.split(".");
    return [group.replaceAll("_", " "), name.replaceAll("_", " "), ...junctions.map((junction) => junction[group]?.[name] ?? null)];
  });
  const columns = [{title: "of"}, {title: "counter"}, ...junctions.map((junction) => ({title: "junction " + junction.junction, number: true}))];
  section("Counters", lead, element("details", {}, element("summary", {}, plural(rows.length, "counter") + " of " + plural(junctions.length, "junction")), table(columns, rows, "Counters by junction")));
}

function settingsSection(run) {
  const lead = "The configuration with every key resolved: run again with it, EdgeLoom computes the same.";
  if (!run.settings.length) {
    section("Configuration", lead, missing("The folder has no config.yaml."));
    return;
  }
  const groups = new Map();
  for (const [key, value] of run.settings) {
    const parts = key.split(".");
    const depth = Math.min(parts[0] === "platform" ? 2 : 1, parts.length - 1);
    const group = parts.slice(0, depth).join(".");
    groups.set(group, [...(groups.get(group) || []), [parts.slice(depth).join("."), value]]);
  }
  section("Configuration", lead, element("div", {class: "settings"}, ...[...groups].map(([group, rows]) =>
    element("section", {}, element("h3", {}, group || "run"), element("table", {}, element("tbody", {}, ...rows.map(([key, value]) =>
      element("tr", {}, element("td", {}, key), element("td", {class: "mono"}, value)))))))));
}

function uartSection(run) {
  const {text, bytes_left_out: before} = run.uart;
  section("Console", "What the firmware printed.",
    before ? element("p", {class: "muted"}, bytes(before) + " before this are in uart.log.") : null,
    text ? element("details", {open: ""}, element("summary", {}, "uart.log"), element("pre", {tabindex: "0"}, text)) : missing("It printed nothing."));
}

function hostSection(run) {
  const host = run.summary.host;
  if (host === null || typeof host !== "object") {
    return;
  }
  const names = {
    wall_seconds: "seconds that the simulation took",
    inputs_per_second: "inputs per second of it",
    realtime_factor: "times real time of the published 15 MHz FPGA",
    hart_mips: "million instructions per second",
    peak_memory_mib: "MiB of memory, at most",
  };
  section("This simulation", "These figures are of the computer that simulated; all others of the simulated one.",
    table([{title: "what"}, {title: "figure", number: true}], Object.entries(host).filter(([, value]) => isNumber(value)).map(([key, value]) => [names[key] || key, value])));
}
