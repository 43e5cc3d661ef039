// Draws how far values spread about the points {x, y, spreadX: [least, most], spreadY} of a plot.
const spreadBars = {
  id: "spreadBars",
  beforeDatasetsDraw(chart) {
    const {ctx, chartArea: area, scales} = chart;
    ctx.save();
    ctx.beginPath();
    ctx.rect(area.left, area.top, area.width, area.height);
    ctx.clip();
    chart.data.datasets.forEach((dataset, i) => {
      if (chart.isDatasetVisible(i) && dataset.spreadColour) {
        ctx.strokeStyle = dataset.spreadColour;
        ctx.lineWidth = dataset.spreadWidth || 1;
        dataset.data.forEach((point) => drawSpread(ctx, scales, point));
      }
    });
    ctx.restore();
  },
};

function drawSpread(ctx, {x, y}, point) {
  const cap = 3; // pixels
  const [left, top] = [x.getPixelForValue(point.x), y.getPixelForValue(point.y)];
  const stroke = (...ends) => {
    ctx.beginPath();
    ends.forEach(([from, to]) => {
      ctx.moveTo(...from);
      ctx.lineTo(...to);
    });
    ctx.stroke();
  };
  if (point.spreadX && point.spreadX[0] < point.spreadX[1]) {
    const [a, b] = point.spreadX.map((value) => x.getPixelForValue(value));
    stroke([[a, top], [b, top]], [[a, top - cap], [a, top + cap]], [[b, top - cap], [b, top + cap]]);
  }
  if (point.spreadY && point.spreadY[0] < point.spreadY[1]) {
    const [a, b] = point.spreadY.map((value) => y.getPixelForValue(value));
    stroke([[left, a], [left, b]], [[left - cap, a], [left + cap, a]], [[left - cap, b], [left + cap, b]]);
  }
}

const spreadEnds = (spread) => (spread ? [spread.least, spread.most] : null);
