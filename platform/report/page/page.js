// Reads the data of the page and draws it.
function showRun(run) {
  headline(run);
  timeSection(run);
  accuracySection(run);
  bandwidthSection(run);
  portSection(run);
  latencySection(run);
  occupancySection(run);
  memorySection(run);
  mapSection(run);
  counterSection(run);
  settingsSection(run);
  uartSection(run);
  hostSection(run);
}

function showComparison(data) {
  comparisonHeadline(data);
  curveSection(data);
  barSections(data);
  comparisonTable(data);
}

const data = JSON.parse(document.getElementById("data").textContent);
if (data.kind === "sweep") {
  showSweep(data);
} else if (data.kind === "run") {
  showRun(data);
} else {
  showComparison(data);
}
const source = {sweep: "the database of the exploration", run: "files of the run"}[data.kind] || "files of the runs";
fill("foot", element("p", {}, "Made by EdgeLoom " + data.version + " from " + source + ". Plots: Chart.js, MIT License; its notice is in this file."));
drawPlots();
