// What a page about one run shows of the interconnect and the memories.
const pathName = (path) => path.initiator + " → " + path.target;

// At most so many plots or layers; what has least to say is summed up or left to the table.
const mostPaths = 6;

function bandwidthSection(run) {
  const lead = "Bytes that each path carried, a window of simulated time at a time. A path is an initiator and the target it talks to; " +
    "data that a DMA channel moves count on two paths, once read and once written.";
  const window = run.bus?.window_ns;
  const paths = asList(run.bus?.bandwidth)
    .map((path) => {
      const [read, written] = [asNumbers(path.read_bytes), asNumbers(path.written_bytes)];
      const values = Array.from({length: Math.max(read.length, written.length)}, (_, i) => asNumber(read[i]) + asNumber(written[i]));
      return {name: pathName(path), values, total: sum(values)};
    })
    .filter((path) => path.total)
    .sort((a, b) => b.total - a.total);
  if (!isNumber(window) || window <= 0 || !paths.length) {
    section("Bandwidth over time", lead, missing(run.bus ? "No bytes are recorded in bus.json." : "The folder has no bus.json: bandwidth over time was not recorded."));
    return;
  }
  const shown = paths.slice(0, paths.length > mostPaths ? mostPaths - 1 : mostPaths);
  const rest = paths.slice(shown.length);
  const windows = greatest(paths.map((path) => path.values.length));
  if (rest.length) {
    shown.push({name: plural(rest.length, "other path"), values: Array.from({length: windows}, (_, i) => sum(rest.map((path) => asNumber(path.values[i]))))});
  }
  const rate = (count) => (count / window) * 1e3; // bytes in nanoseconds, as MB/s
  const end = window * windows;
  const unit = scaled(end, timeUnits);
  const peak = (path) => rate(greatest(path.values));
  const summary = shown.slice(0, 3).map((path) => path.name + ": " + figure(rate(sum(path.values)) / windows) + " MB/s on average, " + figure(peak(path)) + " at most").join("; ") +
    ". Windows of " + time(window) + ".";
  const plot = lines("Bandwidth by path, stacked", summary,
    shown.map((path) => ({name: path.name, points: Array.from({length: windows + 1}, (_, i) => ({x: (i * window) / unit.factor, y: rate(asNumber(path.values[Math.min(i, windows - 1)]))}))})),
    {x: "simulated time, " + unit.name, y: "MB/s", height: 340, text: (value) => figure(value) + " MB/s"});
  const {chart} = pending[pending.length - 1];
  chart.options.scales.y.stacked = true;
  chart.options.scales.x.max = end / unit.factor;
  for (const dataset of chart.data.datasets) {
    Object.assign(dataset, {fill: true, stepped: true, pointRadius: 0, borderWidth: 0, backgroundColor: dataset.borderColor, pointStyle: "rect"});
  }
  section("Bandwidth over time", lead, plot);
}

function portSection(run) {
  const bus = run.summary.bus || {};
  const ports = [...asList(bus.initiators), ...asList(bus.targets)].filter((port) => asNumber(port.transactions) > 0);
  const lead = "What passed each port of the interconnect" + (isNumber(bus.width_bits) ? ", which is " + figure(bus.width_bits) + " bits wide" : "") +
    (isNumber(bus.clock_mhz) ? " at " + figure(bus.clock_mhz) + " MHz" : "") + ". A port has a channel for requests and one for responses; a channel that is always busy is the limit.";
  if (!ports.length) {
    section("Ports of the bus", lead, missing("The run recorded no transactions."));
    return;
  }
  const measured = ports.filter((port) => isNumber(port.request_channel_percent) || isNumber(port.response_channel_percent));
  const columns = [
    {title: "port"}, {title: "transactions", number: true}, {title: "bytes", number: true, text: bytes}, {title: "MB/s", number: true, text: rateText},
    {title: "mean latency", number: true, text: time, wide: true}, {title: "99 % within", number: true, text: time, wide: true},
    {title: "outstanding, most", number: true, wide: true}, {title: "errors", number: true, wide: true},
  ];
  const rows = ports.map((port) => [port.name, port.transactions, port.bytes, port.megabytes_per_second, port.latency_ns?.mean, port.latency_ns?.p99, port.outstanding?.peak, port.errors]);
  section("Ports of the bus", lead,
    measured.length ? channelPlot(measured) : missing("How busy the channels were was not recorded."),
    table(columns, rows, "Traffic by port"));
}

function channelPlot(ports) {
  const channels = ports.flatMap((port) => ["request", "response"].map((kind) => ({name: port.name + ", " + kind + "s", share: asNumber(port[kind + "_channel_percent"])})));
  const busiest = channels.reduce((most, each) => (each.share > most.share ? each : most));
  const shown = ports.filter((port) => asNumber(port.request_channel_percent) >= 0.5 || asNumber(port.response_channel_percent) >= 0.5);
  const labels = (shown.length ? shown : ports).map((port) => String(port.name));
  const values = (kind) => (shown.length ? shown : ports).map((port) => asNumber(port[kind + "_channel_percent"]));
  const plot = bars("How busy the channels were", "Busiest: " + busiest.name + ", " + percent(busiest.share) + " of the time." + (shown.length < ports.length ? " Ports below 0.5 % are left out." : ""), labels,
    [{name: "requests", values: values("request")}, {name: "responses", values: values("response")}], {unit: "% of simulated time", text: percent});
  const {chart} = pending[pending.length - 1];
  chart.options.scales.x.stacked = chart.options.scales.y.stacked = false;
  chart.options.scales.x.suggestedMax = 100;
  return plot;
}

function latencySection(run) {
  const lead = "How long transactions took: queueing, waiting for a channel or a place; transfer, moving over the channels; service, in the target.";
  const bus = run.summary.bus || {};
  const paths = asList(bus.paths).filter((path) => isNumber(path.latency_ns?.mean)).sort((a, b) => asNumber(b.transactions) - asNumber(a.transactions));
  const children = [];
  if (paths.length) {
    children.push(latencySplit(paths));
  } else {
    children.push(missing(bus.timing === "untimed" ? "The bus was untimed: transactions took no time." : "The run recorded no latencies."));
  }
  const histograms = asList(run.bus?.latency).map((each) => ({...each, counts: asNumbers(each.count), total: sum(asNumbers(each.count))})).filter((each) => each.total).sort((a, b) => b.total - a.total);
  if (histograms.length) {
    children.push(element("div", {class: "grid"}, ...histograms.slice(0, mostPaths).map(histogram)));
    if (histograms.length > mostPaths) {
      children.push(element("p", {class: "muted"}, "Histograms of the " + plural(histograms.length - mostPaths, "path") + " with the fewest transactions are left out; they are in bus.json."));
    }
  } else {
    children.push(missing("There are no histograms of latencies" + (run.bus ? " in bus.json." : ": the folder has no bus.json.")));
  }
  section("Latency", lead, ...children);
}

function latencySplit(paths) {
  const unit = scaled(greatest(paths.map((path) => path.latency_ns.mean)) / 10, timeUnits);
  const slowest = paths.reduce((most, path) => (path.latency_ns.mean > most.latency_ns.mean ? path : most));
  const parts = [{key: "queueing_mean", name: "queueing", colour: "#d55e00"}, {key: "transfer_mean", name: "transfer", colour: "#0072b2"}, {key: "service_mean", name: "service", colour: "#009e73"}];
  const plot = bars("Mean latency by path",
    "Longest: " + pathName(slowest) + ", " + time(slowest.latency_ns.mean) + " (" + parts.map(({key, name}) => name + " " + time(slowest.latency_ns[key])).join(", ") + ").",
    paths.map(pathName), parts.map(({key, name, colour}) => ({name, colour, values: paths.map((path) => asNumber(path.latency_ns[key]) / unit.factor)})),
    {unit: unit.name, text: (value) => figure(value) + " " + unit.name});
  const columns = [{title: "path", short: true}, {title: "transactions", number: true}, {title: "mean", number: true, text: time}, {title: "half within", number: true, text: time, wide: true},
    {title: "90 % within", number: true, text: time, wide: true}, {title: "99 % within", number: true, text: time, wide: true}, {title: "longest", number: true, text: time}, {title: "outstanding, mean", number: true, wide: true}];
  const rows = paths.map((path) => [pathName(path), path.transactions, path.latency_ns.mean, path.latency_ns.p50, path.latency_ns.p90, path.latency_ns.p99, path.latency_ns.max, path.outstanding?.mean]);
  return element("div", {}, plot, table(columns, rows, "Latency by path"));
}

function histogram(path) {
  const upper = Array.isArray(path.upper_ns) ? path.upper_ns : [];
  const used = path.counts.map((count, i) => (count ? i : -1)).filter((i) => i >= 0);
  const [first, last] = [Math.max(0, used[0] - 1), Math.min(path.counts.length - 1, used[used.length - 1] + 1)];
  const bins = path.counts.slice(first, last + 1).map((count, i) => ({count, upper: upper[first + i]}));
  const most = bins.reduce((a, b) => (b.count > a.count ? b : a));
  const within = (bin) => (isNumber(bin.upper) ? "≤ " + time(bin.upper) : "longer");
  const values = bins.map((bin) => (100 * bin.count) / path.total);
  const title = pathName(path) + ", " + (path.write ? "writes" : "reads");
  return plotFigure({
    title,
    summary: figure(path.total) + " transactions; most frequent " + within(most) + ", " + percent((100 * most.count) / path.total) + ".",
    height: 210,
    columns: [{title: "latency"}, {title: "transactions", number: true}, {title: "share", number: true, text: percent}],
    rows: bins.map((bin, i) => [within(bin), bin.count, values[i]]),
    chart: {
      type: "bar",
      data: {labels: bins.map(within), datasets: [{label: "", data: values, backgroundColor: path.write ? colours[1] : colours[0], categoryPercentage: 1, barPercentage: 0.92, maxBarThickness: 40}]},
      options: {
        scales: {x: {title: {display: true, text: "latency"}, grid: {display: false}, ticks: {maxRotation: 60, autoSkipPadding: 8}}, y: axis("% of transactions")},
        plugins: {legend: {display: false}, tooltip: tooltip(percent)},
      },
    },
  });
}

function memorySection(run) {
  const memories = asList(run.summary.memories);
  const lead = "What the memories did behind the bus.";
  if (!memories.length) {
    section("Memories", lead, missing("The run recorded no figures of its memories: they had a fixed latency."));
    return;
  }
  const columns = [{title: "memory"}, {title: "kind", wide: true}, {title: "MB/s", number: true, text: rateText}, {title: "of at most", number: true, text: (value) => figure(value) + " MB/s"}, {title: "used", number: true, text: percent}, {title: "row hits", number: true, text: percent}];
  const rows = memories.map((memory) => [memory.name, memory.kind, memory.megabytes_per_second, memory.peak_megabytes_per_second,
    memory.peak_megabytes_per_second ? (100 * asNumber(memory.megabytes_per_second)) / memory.peak_megabytes_per_second : null, memory.row_hit_percent]);
  section("Memories", lead, table(columns, rows, "Memories"), ...memories.filter((memory) => asList(memory.banks).length).map(bankPlot));
}

function bankPlot(memory) {
  const banks = asList(memory.banks);
  const kinds = [{key: "row_hits", name: "row open", colour: "#009e73"}, {key: "row_misses", name: "no row open", colour: "#e69f00"}, {key: "row_conflicts", name: "another row open", colour: "#d55e00"}];
  const plot = bars("Accesses by bank of " + memory.name,
    isNumber(memory.row_hit_percent) ? percent(memory.row_hit_percent) + " of the accesses found their row open. " + figure(sum(banks.map((bank) => asNumber(bank.refreshes)))) + " refreshes." : "Accesses of each bank.",
    banks.map((bank) => "bank " + bank.bank), kinds.map(({key, name, colour}) => ({name, colour, values: banks.map((bank) => asNumber(bank[key]))})),
    {unit: "accesses"});
  return plot;
}

function mapSection(run) {
  const regions = asList(run.memory_map).slice().sort((a, b) => a.base - b.base);
  const targets = new Map(asList(run.summary.bus?.targets).map((target) => [target.name, target]));
  const most = greatest(regions.map((region) => asNumber(targets.get(region.name)?.bytes)));
  const rows = [];
  regions.forEach((region, i) => {
    const before = regions[i - 1];
    if (i && before.base + before.bytes < region.base) {
      rows.push(element("tr", {class: "gap"}, element("td", {colspan: "4", title: "nothing is mapped here"}, "⋮")));
    }
    rows.push(mapRow(region, targets.get(region.name), most));
  });
  section("Memory map", "Where everything lies on the bus, from low addresses to high ones, and the bytes that went there. The height of a block grows with the logarithm of its size.",
    element("table", {class: "map"}, element("thead", {}, element("tr", {}, ...["address", "region"].map((title) => element("th", {scope: "col"}, title)), element("th", {scope: "col", class: "number"}, "size"), element("th", {scope: "col"}, "traffic"))),
      element("tbody", {}, ...rows)));
}

function mapRow(region, target, most) {
  const kind = {sram: "memory", dram: "memory", accelerator: "accelerator", stream: "accelerator"}[region.name] || "";
  const height = Math.round(26 + 3 * Math.max(0, Math.log2(asNumber(region.bytes)) - 8));
  const moved = asNumber(target?.bytes);
  return element("tr", {style: "height: " + height + "px"},
    element("td", {class: "mono"}, hexadecimal(region.base)),
    element("td", {class: "block " + kind}, element("b", {}, region.name), element("span", {class: "muted wide"}, " " + region.description)),
    element("td", {class: "number"}, memorySize(region.bytes)),
    element("td", {}, moved ? bytes(moved) : element("span", {class: "muted"}, "none"), moved ? element("span", {class: "share", style: "width: " + ((100 * moved) / most).toFixed(1) + "%"}) : null));
}
