#!/usr/bin/env python3
"""Draws the plot of a study and writes its table into its page.

usage: plot.py FOLDER DOCS; FOLDER is what `edgeloom explore` wrote. DOCS/STUDY.svg is drawn anew; in DOCS/STUDY.md, what
is between the lines <!-- table --> and <!-- end --> is replaced.
"""
import json
import pathlib
import re
import sqlite3
import statistics
import sys

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "edgeloom"  # the same bytes each time
import matplotlib.pyplot as plt  # noqa: E402

# What is drawn: figure or axis along x and y, the axes that make lines, whether x is logarithmic, and what differs from
# lines: marks alone.
PLOTS = {
    "bit-width": ("network.format.width", "accuracy", ["network.format.int"], False, True),
    "density": ("edges", "accuracy", ["second"], True, True),
    "shape": ("hidden", "accuracy", ["first"], True, True),
    "patterns": ("scatter", "accuracy", ["network.pattern.type"], False, False),
    "complexity": ("edges", "accuracy", ["hidden"], True, False),
    "rate": ("edges", "accuracy", ["first"], True, False),
    "parallelism": ("block_cycle_clocks", "accuracy", ["first"], True, True),
    "time": ("platform.accelerator.clock", "block_cycle_ns", ["hidden", "part"], False, True),
}
# Columns of the table.
TABLES = {
    "bit-width": ["network.format.width", "network.format.int", "accuracy", "energy_per_input_nj", "area_mm2"],
    "density": ["first", "second", "edges", "density_percent", "accuracy"],
    "shape": ["hidden", "first", "edges", "density_percent", "accuracy", "storage_words"],
    "patterns": ["network.fan_out", "network.pattern.type", "network.pattern.start", "scatter", "accuracy",
                 "time_clash_percent", "clocks_per_input"],
    "complexity": ["hidden", "first", "edges", "complexity_ratio", "accuracy", "energy_per_input_nj"],
    "rate": ["first", "edges", "accuracy"],
    "parallelism": ["first", "z", "block_cycle_clocks", "edges", "accuracy"],
    "time": ["hidden", "part", "platform.accelerator.clock", "block_cycle_clocks", "block_cycle_ns", "dsp", "lut",
             "bram36"],
}


class Variant:
    """The done points of a variant: axes, and the values of figures over the seeds."""

    def __init__(self, axes, points):
        self.axes = axes
        self.points = points

    def values(self, name):
        if name in self.axes:
            return [self.axes[name]]
        return [point[name] for point in self.points]

    def mean(self, name):
        values = self.values(name)
        return statistics.mean(values) if isinstance(values[0], (int, float)) else values[0]

    def number(self, name):
        value = self.mean(name)
        return float(re.match(r"[\d.]+", value)[0]) if isinstance(value, str) else value

    def text(self, name):
        values = self.values(name)
        if not isinstance(values[0], (int, float)):
            return str(values[0])
        spread = f" ± {statistics.stdev(values):.2f}" if len(values) > 1 and max(values) > min(values) else ""
        mean = statistics.mean(values)
        whole = mean >= 10000 or (mean == round(mean) and not spread)
        return (f"{mean:.0f}" if whole else f"{mean:.4g}") + spread


def load(folder):
    database = sqlite3.connect(folder / "sweep.sqlite")
    units = {figure["name"]: figure["unit"]
             for figure in json.loads(database.execute("SELECT value FROM sweep WHERE name = 'figures'").fetchone()[0])}
    variants = {}
    for variant, axes, figures in database.execute(
            "SELECT variant, axes, figures FROM points WHERE outcome = 'done' ORDER BY variant, seed"):
        variants.setdefault(variant, Variant(json.loads(axes), [])).points.append(json.loads(figures))
    return list(variants.values()), units


def label(name, units):
    unit = units.get(name)
    return name + (f" [{unit}]" if unit else "")


def with_units_of_axes(units, variants):
    """Axes whose values are texts such as "15 MHz" have units, too."""
    found = {name: re.fullmatch(r"[\d.]+ (\w+)", str(value)) for name, value in variants[0].axes.items()}
    return units | {name: match[1] for name, match in found.items() if match}


def draw(study, variants, units, path):
    x, y, lines, logarithmic, joined = PLOTS[study]

    def line_of(variant):
        return ", ".join(f"{axis} {variant.axes[axis]}" for axis in lines)

    figure, axes = plt.subplots(figsize=(7, 4.2))
    for line in dict.fromkeys(line_of(variant) for variant in variants):
        of_line = sorted((each for each in variants if line_of(each) == line), key=lambda each: each.number(x))
        centre = [each.mean(y) for each in of_line]
        low = [mean - min(each.values(y)) for mean, each in zip(centre, of_line)]
        high = [max(each.values(y)) - mean for mean, each in zip(centre, of_line)]
        axes.errorbar([each.number(x) for each in of_line], centre, [low, high], marker="o", markersize=4, capsize=2,
                      linewidth=1.2, linestyle="-" if joined else "none", label=line)
    axes.set_xlabel(label(x, with_units_of_axes(units, variants)))
    axes.set_ylabel(label(y, units))
    if logarithmic:
        axes.set_xscale("log", base=2 if x == "hidden" else 10)
    if y == "block_cycle_ns":
        axes.set_yscale("log")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def table(study, variants, units):
    columns = TABLES[study]
    lines = ["| " + " | ".join(label(name, units) for name in columns) + " |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(variant.text(name) for name in columns) + " |" for variant in variants]
    return "\n".join(lines)


def main():
    folder = pathlib.Path(sys.argv[1])
    docs = pathlib.Path(sys.argv[2])
    study = folder.name
    variants, units = load(folder)
    draw(study, variants, units, docs / f"{study}.svg")
    page = docs / f"{study}.md"
    text = re.sub(r"(<!-- table -->\n).*?(\n<!-- end -->)",
                  lambda match: match[1] + table(study, variants, units) + match[2], page.read_text(), flags=re.S)
    page.write_text(text)


main()
