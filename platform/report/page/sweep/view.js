// What of the exploration is being looked at: filters leave variants out everywhere, and one variant may be selected.
function sweepView() {
  const filters = new Map(); // by what they belong to: a test of a variant
  const watchers = [];
  const clearers = [];
  const changed = () => watchers.forEach((watch) => watch());
  return {
    selected: null,
    // Calls back after every change.
    watch: (watch) => watchers.push(watch),
    // Calls back when all filters were removed at once.
    whenCleared: (forget) => clearers.push(forget),
    shows: (variant) => [...filters.values()].every((passes) => passes(variant)),
    get isFiltered() {
      return filters.size > 0;
    },
    filter(key, passes) {
      if (passes) {
        filters.set(key, passes);
      } else {
        filters.delete(key);
      }
      changed();
    },
    clear() {
      filters.clear();
      clearers.forEach((forget) => forget());
      changed();
    },
    select(variant) {
      this.selected = variant;
      changed();
    },
  };
}

// "12 of 60 variants pass the filters", and a button against them.
function filterStatus(model, view) {
  const text = element("span", {});
  const button = element("button", {type: "button", class: "plain"}, "Show all");
  button.addEventListener("click", () => view.clear());
  const refresh = () => {
    const shown = model.variants.filter(view.shows).length;
    text.textContent = view.isFiltered ? figure(shown) + " of " + plural(model.variants.length, "variant") + " shown." : "All " + plural(model.variants.length, "variant") + " shown.";
    button.hidden = !view.isFiltered;
  };
  view.watch(refresh);
  refresh();
  return element("p", {class: "filters", role: "status"}, text, " ", button);
}
