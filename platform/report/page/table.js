// Columns are {title, number: true | false, text: value => string, wide: left out on a phone,
// short: in one line}; rows are lists of values.
function table(columns, rows, caption = null, attributes = {}) {
  const head = element("tr", {}, ...columns.map((column) => element("th", {...kind(column), scope: "col"}, column.title)));
  const body = element("tbody", {}, ...rows.map((row) => tableRow(columns, row)));
  const made = element("table", attributes, caption ? element("caption", {}, caption) : null, element("thead", {}, head), body);
  // A table wider than the screen scrolls by itself, with the keyboard too.
  return element("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": caption || "Table"}, made);
}

function kind(column) {
  const names = [column.number ? "number" : "", column.wide ? "wide" : "", column.short ? "short" : ""].filter(Boolean).join(" ");
  return names ? {class: names} : {};
}

function cellText(column, value) {
  if (value === null || value === undefined) {
    return nothing;
  }
  return column.text ? column.text(value) : column.number ? figure(value) : String(value);
}

function tableRow(columns, values) {
  return element("tr", {}, ...columns.map((column, i) => element("td", kind(column), cellText(column, values[i]))));
}

// The same, and a click on a column's title sorts by it; what has no value comes last either way.
function sortableTable(columns, rows, caption) {
  const made = table(columns, rows, caption);
  const heads = [...made.querySelectorAll("th")];
  const body = made.querySelector("tbody");
  heads.forEach((head, i) => {
    const button = element("button", {type: "button"}, columns[i].title);
    head.replaceChildren(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const rising = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", rising ? "ascending" : "descending");
      const sorted = rows.map((row) => row).sort((a, b) => compareCells(a[i], b[i], rising));
      body.replaceChildren(...sorted.map((row) => tableRow(columns, row)));
    });
  });
  return made;
}

function compareCells(a, b, rising) {
  const absent = (value) => value === null || value === undefined;
  if (absent(a) || absent(b)) {
    return absent(a) - absent(b);
  }
  const order = isNumber(a) && isNumber(b) ? a - b : String(a).localeCompare(String(b), language, {numeric: true});
  return rising ? order : -order;
}
