// What a person does with a page about an exploration, and what the page does then. look.py evaluates it in the page.
(async () => {
  const settled = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const all = (selector) => [...document.querySelectorAll(selector)];
  const texts = (selector) => all(selector).map((each) => each.textContent);
  const numbers = () => all(".variants tbody tr").map((row) => Number(row.dataset.variant));
  const button = (title) => all("button").find((each) => each.textContent === title);
  const head = (title) => all(".variants th").find((each) => each.querySelector("button").textContent === title);
  const write = async (title, text) => {
    const input = head(title).querySelector("input");
    input.value = text;
    input.dispatchEvent(new Event("input"));
    await settled();
  };
  const scatter = Chart.getChart(document.querySelector(".beside canvas"));
  const points = (label) => (scatter.data.datasets.find((each) => each.label === label)?.data ?? []).map((point) => point.variant.number);
  const mouse = (target, type, x, y) => target.dispatchEvent(new (type.startsWith("pointer") ? PointerEvent : MouseEvent)(type, {clientX: x, clientY: y, bubbles: true, cancelable: true, pointerId: 1}));
  const seen = {};

  // The plot of the front.
  seen.front = points("front");
  seen.others = points("other variants");
  seen.line = points("line of the front");
  seen.spreads = scatter.data.datasets[0].data.map((point) => point.spreadY);
  seen.axes = [scatter.options.scales.x.type, scatter.options.scales.y.type];
  seen.card = texts(".card h3");

  // Pointing at a point and a click on it.
  const place = (label, i) => {
    const at = scatter.data.datasets.findIndex((each) => each.label === label);
    const {x, y} = scatter.getDatasetMeta(at).data[i];
    const canvas = scatter.canvas.getBoundingClientRect();
    return [canvas.left + x, canvas.top + y];
  };
  document.querySelector(".beside").scrollIntoView();
  await settled();
  mouse(scatter.canvas, "mousemove", ...place("other variants", 0));
  await settled();
  seen.hover = document.querySelector(".hover").hidden ? null : document.querySelector(".hover").innerText;
  mouse(scatter.canvas, "mouseout", 0, 0);
  await settled();
  seen.hoverGone = document.querySelector(".hover").hidden;
  mouse(scatter.canvas, "click", ...place("other variants", 0));
  await settled();
  seen.clicked = {card: texts(".card h3"), details: texts(".details h3"), yaml: texts(".details pre"), row: texts(".variants tr.selected td:first-child"), links: all(".card .runs a").map((each) => each.getAttribute("href"))};
  button("Back to the best").click();
  await settled();
  seen.back = texts(".card h3");

  // Other figures across and up.
  const select = document.querySelector(".beside select");
  select.value = [...select.options].find((option) => option.textContent.startsWith("dsp")).value;
  select.dispatchEvent(new Event("change"));
  await settled();
  seen.chosen = {title: texts(".beside figure h3"), line: points("line of the front"), drawn: points("front").length};

  // Sorting and filtering.
  head("accuracy, %").querySelector("button").click();
  seen.rising = numbers();
  head("accuracy, %").querySelector("button").click();
  seen.falling = numbers();
  await write("accuracy, %", ">= 90");
  seen.filtered = {numbers: numbers().sort((a, b) => a - b), status: texts(".filters")[0], front: points("front"), others: points("other variants"), shadows: all(".parallel .shadow").map((each) => Number(each.dataset.variant)).sort((a, b) => a - b)};
  await write("accuracy, %", ">= many");
  seen.invalid = {numbers: numbers().length, marked: head("accuracy, %").querySelector("input").getAttribute("aria-invalid")};
  await write("accuracy, %", "");
  await write("fan_out", "[4,16]");
  seen.lists = numbers().sort((a, b) => a - b);
  await write("fan_out", "");
  await write("outcome", "dsp");
  seen.reasons = texts(".variants tbody tr .reason");
  all(".filters button").find((each) => !each.hidden).click();
  await settled();
  seen.cleared = numbers().length;

  // Dragging along the column of the first axis, from its foot to below the middle.
  Element.prototype.setPointerCapture = () => {}; // there is no pointer to capture
  document.querySelector(".parallel").scrollIntoView();
  const grip = all(".parallel .grip")[0];
  const column = grip.getBoundingClientRect();
  const x = column.left + column.width / 2;
  mouse(grip, "pointerdown", x, column.bottom - 1);
  mouse(grip, "pointermove", x, column.bottom - column.height * 0.3);
  mouse(grip, "pointerup", x, column.bottom - column.height * 0.3);
  await settled();
  seen.brushed = {numbers: numbers().sort((a, b) => a - b), height: Number(all(".parallel .brush")[0].getAttribute("height")) > 10};
  mouse(grip, "pointerdown", x, column.top + 2);
  mouse(grip, "pointerup", x, column.top + 2);
  await settled();
  seen.unbrushed = {numbers: numbers().length, height: Number(all(".parallel .brush")[0].getAttribute("height"))};

  // A click on a line of the parallel coordinates, halfway between the first two columns.
  const [first, second] = [...all(".parallel path[data-variant='0']")[0].getAttribute("d").matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map((match) => [Number(match[1]), Number(match[2])]);
  const picture = document.querySelector(".parallel svg");
  const corner = picture.getBoundingClientRect();
  mouse(picture, "click", corner.left + (first[0] + second[0]) / 2, corner.top + (first[1] + second[1]) / 2);
  await settled();
  seen.line0 = texts(".card h3");
  all(".variants tbody tr").find((row) => row.dataset.variant === "2").click();
  await settled();
  seen.row2 = texts(".card h3");

  // What the buttons copy.
  let copied = null;
  Object.defineProperty(navigator, "clipboard", {value: {writeText: async (text) => (copied = text)}});
  document.querySelector(".details button.copy").click();
  await settled();
  seen.copied = copied;
  button("Copy the rows shown as CSV").click();
  await settled();
  seen.csv = copied;

  // What may be written as a filter.
  const passes = (written, value, text) => {
    const test = parseFilter(written, typeof value === "number");
    return test ? test(value, text ?? String(value)) : test;
  };
  seen.parsed = [passes("8..12", 12), passes("8..12", 13), passes("!=8", 8), passes("= 8", 8), passes("8", 88), passes("<8", 7), passes("a..", 1), passes("!= [4, 16]", "", "[4, 16]"), passes("4", "", "[4, 16]"), passes("DONE", "", "done")];
  return seen;
})()
