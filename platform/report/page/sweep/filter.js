// What may be written above a column of the table: ">90", "<= 12", "!= 8", "8..12", a number, or part of the text.
// Gives a test of (value, text), null where nothing is written, undefined where it makes no sense.
function parseFilter(written, isNumeric) {
  const text = written.trim();
  if (!text) {
    return null;
  }
  const number = (part) => (part.trim() === "" ? NaN : Number(part));
  const range = text.match(/^(.+)\.\.(.+)$/);
  if (range && isNumeric) {
    const [low, high] = [number(range[1]), number(range[2])];
    return Number.isNaN(low + high) ? undefined : (value) => isNumber(value) && value >= low && value <= high;
  }
  const [, sign, operand] = text.match(/^(<=|>=|!=|<|>|=)?(.*)$/);
  const limit = number(operand);
  if (isNumeric && (sign || !Number.isNaN(limit))) {
    return Number.isNaN(limit) ? undefined : (value) => isNumber(value) && comparisons[sign || "="](value, limit);
  }
  // Spaces count for nothing: [4,16] is [4, 16].
  const plain = (part) => part.toLowerCase().replace(/\s+/g, "");
  const wanted = plain(sign === "=" || sign === "!=" ? operand : text);
  if (sign === "=" || sign === "!=") {
    return (value, shown) => (plain(shown) === wanted) === (sign === "=");
  }
  return (value, shown) => plain(shown).includes(wanted);
}

const comparisons = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "=": (a, b) => a === b,
  "!=": (a, b) => a !== b,
};
