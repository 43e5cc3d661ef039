#include "platform/explore/axis_values.hpp"

#include "platform/explore/expression.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace edgeloom::platform::explore {

namespace {

constexpr std::size_t most_values = 100'000;

std::vector<std::string> range(const SweepNode& node) {
    constexpr double most = 1e15;
    node.allow({"from", "to", "step"});
    const double from = node["from"].real(-most, most);
    const double to = node["to"].real(from, most);
    const double step = node["step"].given() ? node["step"].real(0, most) : 1;
    if (step <= 0 || (to - from) / step > static_cast<double>(most_values)) {
        node["step"].fail("found '" + to_text(step) + "'; allowed is a number above 0 with at most " +
                          std::to_string(most_values) + " steps");
    }
    constexpr double slack = 1e-9; // of a step, for steps that are no sums of powers of two
    const auto steps = static_cast<std::size_t>(std::floor((to - from) / step + slack));
    std::vector<std::string> values(steps + 1);
    std::ranges::generate(values, [&, i = 0U]() mutable { return to_text(from + step * i++); });
    return values;
}

std::vector<std::string> powers_of_two(const SweepNode& node) {
    node.allow({"powers_of_two"});
    const SweepNode ends = node["powers_of_two"];
    const auto pair = ends.items("[from, to]");
    if (pair.size() != 2) {
        ends.fail("found " + std::to_string(pair.size()) + " numbers; allowed is [from, to]");
    }
    constexpr std::uint64_t most = std::uint64_t{1} << 32;
    const std::uint64_t from = pair[0].whole(1, most);
    const std::uint64_t to = pair[1].whole(from, most);
    std::vector<std::string> values;
    for (std::uint64_t value = std::bit_ceil(from); value <= to; value *= 2) {
        values.push_back(std::to_string(value));
    }
    if (values.empty()) {
        ends.fail("there is no power of two from " + std::to_string(from) + " to " + std::to_string(to));
    }
    return values;
}

void make_flow(YAML::Node node) {
    if (node.IsScalar()) {
        return;
    }
    node.SetStyle(YAML::EmitterStyle::Flow);
    for (auto&& entry : node) {
        make_flow(node.IsMap() ? entry.second : YAML::Node(entry));
    }
}

} // namespace

std::string in_a_line(const YAML::Node& node) {
    YAML::Node line = YAML::Clone(node);
    make_flow(line);
    return YAML::Dump(line);
}

std::vector<std::string> axis_values(const SweepNode& node) {
    if (node.yaml().IsMap()) {
        return node["powers_of_two"].given() ? powers_of_two(node) : range(node);
    }
    std::vector<std::string> values;
    for (const SweepNode& item :
         node.items("a list of values, {from: 1, to: 8, step: 1} or {powers_of_two: [8, 128]}")) {
        values.push_back(in_a_line(item.yaml()));
        if (std::ranges::count(values, values.back()) > 1) {
            item.fail("found " + values.back() + " twice");
        }
    }
    return values;
}

} // namespace edgeloom::platform::explore
