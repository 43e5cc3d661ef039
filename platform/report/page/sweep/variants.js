// The table of all variants: sorted by a click on a title, filtered by what is written below it.
const mostRows = 300;

function variantColumns(model) {
  const quantity = (each) => ({title: each.isAxis ? each.title : titleWithUnit(each), hint: each.isAxis ? each.name : each.meaning, isNumeric: each.scale.isNumeric, of: each.of,
    text: each.isAxis ? each.text : figure, full: (variant) => spreadText(each, variant), name: each.name});
  return [
    {title: "variant", hint: "", isNumeric: true, of: (variant) => variant.number, text: String, name: "variant"},
    {title: "front", hint: "on the Pareto front of all objectives: yes or no", isNumeric: false, of: (variant) => (model.front.has(variant) ? "yes" : "no"), text: String, name: "front"},
    {title: "outcome", hint: "done, infeasible, stopped or failed, and why", isNumeric: false, of: outcomeText, text: String, name: "outcome", long: true},
    ...model.axes.map(quantity), ...model.figures.map(quantity),
  ];
}

// With the seeds that are to blame, where not all are in the same way.
function outcomeText(variant) {
  const because = ({outcome, reason}) => outcome + (reason ? ": " + reason : "");
  const undone = variant.points.filter((point) => point.outcome !== "done");
  const causes = new Set(undone.map(because));
  if (causes.size < 2 && [0, variant.points.length].includes(undone.length)) {
    return because(variant);
  }
  return variant.outcome + " (" + undone.map((point) => "seed " + point.seed + " " + because(point)).join("; ") + ")";
}

const columnText = (column, variant) => (isPresent(column.of(variant)) ? column.text(column.of(variant)) : nothing);

function variantTable(model, view) {
  const columns = variantColumns(model);
  const order = {column: null, rising: true};
  const body = element("tbody", {});
  const note = element("p", {class: "muted"});
  const listed = () => {
    const shown = model.variants.filter(view.shows);
    return order.column ? shown.sort((a, b) => compareCells(order.column.of(a), order.column.of(b), order.rising)) : shown;
  };
  const refresh = () => {
    const all = listed();
    body.replaceChildren(...all.slice(0, mostRows).map((variant) => variantRow(model, view, columns, variant)));
    note.textContent = all.length > mostRows ? "The first " + mostRows + " of " + figure(all.length) + "; filter to see others." : "";
  };
  const heads = columns.map((column) => columnHead(column, view));
  heads.forEach(({head, button}, i) => button.addEventListener("click", () => {
    order.rising = order.column === columns[i] ? !order.rising : true;
    order.column = columns[i];
    heads.forEach((other) => other.head.setAttribute("aria-sort", "none"));
    head.setAttribute("aria-sort", order.rising ? "ascending" : "descending");
    refresh();
  }));
  view.watch(refresh);
  refresh();
  const made = element("table", {class: "variants"}, element("thead", {}, element("tr", {}, ...heads.map(({head}) => head))), body);
  return [filterStatus(model, view), copyButton("Copy the rows shown as CSV", () => csv(columns, listed())), element("div", {class: "scroll tall", tabindex: "0", role: "region", "aria-label": "All variants"}, made), note];
}

function columnHead(column, view) {
  const key = "column " + column.name + " " + column.title;
  const button = element("button", {type: "button"}, column.title);
  const input = element("input", {type: "search", "aria-label": "Filter " + column.title, placeholder: column.isNumeric ? ">, 1..9" : "filter", size: 6});
  const head = element("th", {class: column.isNumeric ? "number" : "", scope: "col", "aria-sort": "none", title: column.hint}, button, input);
  input.addEventListener("input", () => {
    const passes = parseFilter(input.value, column.isNumeric);
    input.setAttribute("aria-invalid", String(passes === undefined));
    view.filter(key, passes ? (variant) => passes(column.of(variant), columnText(column, variant)) : null);
  });
  view.whenCleared(() => {
    input.value = "";
    input.setAttribute("aria-invalid", "false");
  });
  return {head, button};
}

function variantRow(model, view, columns, variant) {
  const names = [model.front.has(variant) ? "front" : "", variant === view.selected ? "selected" : "", variant.outcome === "done" ? "" : "undone"].filter(Boolean);
  const cells = columns.map((column, i) => {
    const text = columnText(column, variant);
    const content = i ? text : element("button", {type: "button", class: "plain", "aria-label": "Select variant " + text}, text);
    const name = column.long ? "reason" : column.isNumeric ? "number" : "short";
    const cell = element("td", {class: name}, content);
    if (column.full) {
      cell.addEventListener("mouseenter", () => (cell.title = column.full(variant)), {once: true});
    }
    return cell;
  });
  const row = element("tr", {class: names.join(" "), "data-variant": variant.number}, ...cells);
  row.addEventListener("click", () => view.select(variant));
  return row;
}

function csv(columns, variants) {
  const cell = (value) => {
    const text = isPresent(value) ? axisText(value) : "";
    return /[",\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  return [columns.map((column) => column.name), ...variants.map((variant) => columns.map((column) => column.of(variant)))].map((row) => row.map(cell).join(",") + "\n").join("");
}
