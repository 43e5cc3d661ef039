// Numbers as people read them. The language is fixed: the same run makes the same page everywhere.
const language = "en-US";
const nothing = "–";

// By the number of digits: to make one takes longer than to use it a hundred times.
const formats = new Map();

function decimal(value, digits = 1) {
  if (!isNumber(value)) {
    return nothing;
  }
  if (!formats.has(digits)) {
    formats.set(digits, new Intl.NumberFormat(language, {minimumFractionDigits: digits, maximumFractionDigits: digits}));
  }
  return formats.get(digits).format(value);
}

// Three significant digits at least, and all of a whole number's.
function figure(value) {
  if (!isNumber(value)) {
    return nothing;
  }
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 1000) {
    return decimal(value, 0);
  }
  return size !== 0 && size < 0.01 ? value.toPrecision(3) : decimal(value, size >= 100 ? 1 : size >= 1 ? 2 : 3);
}

const rateText = (value) => (isNumber(value) && value > 0 && value < 0.01 ? "< 0.01" : figure(value));
const percent = (value) => (isNumber(value) ? decimal(value) + " %" : nothing);
const accuracyText = (value) => (isNumber(value) ? decimal(value, 2) + " %" : nothing);

// The largest unit in which the value is at least 1.
function scaled(value, units) {
  const fitting = units.filter((each) => Math.abs(value) >= each.factor);
  return fitting.length ? fitting[fitting.length - 1] : units[0];
}

const timeUnits = [
  {name: "ns", factor: 1},
  {name: "µs", factor: 1e3},
  {name: "ms", factor: 1e6},
  {name: "s", factor: 1e9},
];
const byteUnits = [
  {name: "B", factor: 1},
  {name: "kB", factor: 1e3},
  {name: "MB", factor: 1e6},
  {name: "GB", factor: 1e9},
];
const memoryUnits = [
  {name: "B", factor: 1},
  {name: "KiB", factor: 2 ** 10},
  {name: "MiB", factor: 2 ** 20},
  {name: "GiB", factor: 2 ** 30},
];

function withUnit(value, units) {
  if (!isNumber(value)) {
    return nothing;
  }
  const unit = scaled(value, units);
  return figure(value / unit.factor) + " " + unit.name;
}

const time = (nanoseconds) => withUnit(nanoseconds, timeUnits);
const bytes = (count) => withUnit(count, byteUnits);
const memorySize = (count) => withUnit(count, memoryUnits);
const hexadecimal = (address) => "0x" + asNumber(address).toString(16).padStart(8, "0");
const plural = (count, noun) => figure(count) + " " + noun + (count === 1 ? "" : "s");
