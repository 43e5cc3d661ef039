// Marks a stretch of a column of the parallel coordinates: variants outside of it are filtered out.
function parallelBrush(column, view) {
  const key = "brush " + column.quantity.key;
  const mark = svg("rect", {class: "brush", x: -brushWidth / 2, width: brushWidth, height: 0});
  const [head, foot] = [parallelY(1), parallelY(0)];
  const slack = 6; // pixels; marks at the very ends can be reached
  const grip = svg("rect", {class: "grip", x: -brushWidth / 2, width: brushWidth, y: head - slack, height: foot - head + 2 * slack});
  const partAt = (event) => {
    const place = grip.getBoundingClientRect();
    return (place.bottom - slack - event.clientY) / (place.height - 2 * slack);
  };
  let start = null;
  const set = (end) => {
    const [low, high] = [Math.min(start, end), Math.max(start, end)];
    mark.setAttribute("y", parallelY(high));
    mark.setAttribute("height", parallelY(low) - parallelY(high));
    view.filter(key, (variant) => isPresent(column.of(variant)) && column.of(variant) >= low && column.of(variant) <= high);
  };
  grip.addEventListener("pointerdown", (event) => {
    grip.setPointerCapture(event.pointerId);
    start = partAt(event);
    mark.setAttribute("height", 0);
    view.filter(key, null);
  });
  grip.addEventListener("pointermove", (event) => {
    const end = start === null ? null : partAt(event);
    if (end !== null && Math.abs(end - start) * (foot - head) > 3) {
      set(end);
    }
  });
  ["pointerup", "pointercancel"].forEach((name) => grip.addEventListener(name, () => (start = null)));
  view.whenCleared(() => mark.setAttribute("height", 0));
  return [mark, grip];
}
