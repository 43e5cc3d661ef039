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
if (data.kind === "run") {
  showRun(data);
} else {
  showComparison(data);
}
fill("foot", element("p", {}, "Made by EdgeLoom " + data.version + " from files of the run" + (data.kind === "run" ? "" : "s") + ". Plots: Chart.js, MIT License; its notice is in this file."));
drawPlots();
