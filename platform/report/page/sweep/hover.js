// A box beside the pointer that tells of the variant below it.
function hoverBox(model) {
  const box = element("div", {class: "hover", role: "tooltip", hidden: ""});
  document.body.append(box);
  let shown = null;
  return {
    show(variant, x, y) {
      if (variant !== shown) {
        box.replaceChildren(...hoverContent(model, variant));
        shown = variant;
      }
      box.hidden = false;
      const gap = 14;
      const {width, height} = box.getBoundingClientRect();
      const left = x + gap + width < window.innerWidth ? x + gap : x - gap - width;
      box.style.left = Math.max(4, left) + "px";
      box.style.top = Math.max(4, Math.min(y + gap, window.innerHeight - height - 4)) + "px";
    },
    hide() {
      box.hidden = true;
    },
  };
}

function hoverContent(model, variant) {
  const list = (quantities) => element("dl", {}, ...quantities.flatMap((each) => [element("dt", {}, each.title), element("dd", {}, spreadText(each, variant))]));
  const known = model.figures.filter((each) => isPresent(each.of(variant)));
  return [element("b", {}, variantName(variant) + standing(model, variant)), list(model.axes), known.length ? list(known) : null].filter(Boolean);
}

// ", on the front" and the like
function standing(model, variant) {
  if (variant.outcome !== "done") {
    return ", " + variant.outcome + (variant.reason ? ": " + variant.reason : "");
  }
  return (model.front.has(variant) ? ", on the front" : "") + (variant === model.best ? ", best by " + model.objectives[0].title : "");
}

// Lets a plot tell of the variants that its points carry.
function hoverOf(hover) {
  return {
    enabled: false,
    external({chart, tooltip: found}) {
      const variant = found.opacity ? found.dataPoints?.[0]?.raw?.variant : null;
      if (!variant) {
        hover.hide();
        return;
      }
      const place = chart.canvas.getBoundingClientRect();
      hover.show(variant, place.left + found.caretX, place.top + found.caretY);
    },
  };
}
