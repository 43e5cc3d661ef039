#include "platform/energy/cost_table.hpp"

#include "platform/configuration/yaml_file.hpp"
#include "platform/embedded/embedded.hpp"
#include "platform/user_error.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <boost/format.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace edgeloom::platform {

namespace {

// Numbers of a document, by key; a mistake is the user's.
class Numbers {
public:
    Numbers(YAML::Node root, std::string source) : root_(std::move(root)), source_(std::move(source)) {}

    [[nodiscard]] double at(const std::string& key, const std::string& inner) const {
        const YAML::Node group = map(key);
        const YAML::Node node = group[inner];
        return number(node.IsDefined() ? node : YAML::Node(), key + "." + inner, group);
    }
    [[nodiscard]] double at(const std::string& key) const {
        const YAML::Node node = root_[key];
        return number(node.IsDefined() ? node : YAML::Node(), key, root_);
    }
    [[nodiscard]] YAML::Node map(const std::string& key) const {
        const YAML::Node node = root_.IsMap() ? root_[key] : YAML::Node();
        if (!node.IsDefined() || !node.IsMap() || node.size() == 0) {
            fail(key, "missing: a map is needed", root_);
        }
        return node;
    }
    [[nodiscard]] double number(const YAML::Node& node, const std::string& path, const YAML::Node& around) const {
        double value = -1;
        if (!node.IsDefined() || node.IsNull() || !node.IsScalar()) {
            fail(path, "missing: a number is needed", around);
        }
        if (!YAML::convert<double>::decode(node, value) || !std::isfinite(value) || value < 0) {
            fail(path, "found '" + node.Scalar() + "'; allowed is a number, 0 or more", node);
        }
        return value;
    }
    [[noreturn]] void fail(const std::string& path, const std::string& message, const YAML::Node& at) const {
        throw UserError((boost::format("%s:%d: %s: %s") % source_ %
                         (at.IsDefined() ? std::max(0, at.Mark().line) + 1 : 1) % path % message)
                            .str());
    }

private:
    YAML::Node root_;
    std::string source_;
};

// The entries around a key, and how far it is from the first to the second by logarithms; beyond the ends, the last.
template <class Map>
struct Between {
    typename Map::const_iterator low;
    typename Map::const_iterator high;
    double share = 0;

    Between(const Map& map, double key) : low(map.begin()), high(map.lower_bound(key)) {
        if (high == map.end()) {
            low = high = std::prev(map.end());
        } else if (high != map.begin()) {
            low = std::prev(high);
            share = std::log(key / low->first) / std::log(high->first / low->first);
        } else {
            low = high;
        }
    }
    [[nodiscard]] double mix(double at_low, double at_high) const { return at_low + share * (at_high - at_low); }
};

} // namespace

CostTable::CostTable(const std::optional<std::string>& file, const std::optional<std::uint32_t>& node) {
    const std::string source = file.value_or("costs.yaml");
    const YAML::Node root = file ? read_yaml(*file) : parse_yaml(std::string(embedded::costs()), source);
    const Numbers numbers(root, source);
    const auto of_file = static_cast<std::uint32_t>(numbers.at("node"));
    node_ = node.value_or(of_file);
    adder_slope_ = numbers.at("adder", "pj_per_bit");
    adder_base_ = numbers.at("adder", "pj");
    multiplier_ = numbers.at("multiplier", "pj");
    multiplier_bits_ = numbers.at("multiplier", "bits");
    multiplier_exponent_ = numbers.at("multiplier", "exponent");
    register_bit_ = numbers.at("register", "pj_per_bit");
    second_port_ = numbers.at("two_ports");
    for (const auto& size : numbers.map("sram")) {
        const std::string path = "sram." + size.first.Scalar();
        ByWidth& widths = sram_[numbers.number(size.first, path, size.first)];
        for (const auto& width : size.second) {
            const std::string inner = path + "." + width.first.Scalar();
            if (!width.second.IsSequence() || width.second.size() != 2) {
                numbers.fail(inner, "allowed is [pJ of a read, pJ of a write]", width.first);
            }
            widths[numbers.number(width.first, inner, width.first)] = {
                numbers.number(width.second[0], inner, width.second),
                numbers.number(width.second[1], inner, width.second)};
        }
        if (widths.empty()) {
            numbers.fail(path, "allowed is a map from bits of a word", size.first);
        }
    }
    for (const auto& kind : numbers.map("dram")) {
        dram_[kind.first.Scalar()] = numbers.number(kind.second, "dram." + kind.first.Scalar(), kind.first);
    }
    usual_dram_ = root["usual_dram"].IsDefined() ? root["usual_dram"].Scalar() : "";
    if (!dram_.contains(usual_dram_)) {
        numbers.fail("usual_dram", "allowed is a key of dram",
                     root["usual_dram"].IsDefined() ? root["usual_dram"] : root);
    }
    const YAML::Node scaling = numbers.map("scaling");
    const auto relative = [&](std::uint32_t nanometres) {
        const std::string name = std::to_string(nanometres);
        if (!scaling[name].IsDefined()) {
            std::string list;
            for (const auto& known : scaling) {
                list += (list.empty() ? "" : ", ") + known.first.Scalar();
            }
            throw UserError(source + ": scaling: no node of " + name + " nm; there are " + list);
        }
        return numbers.at("scaling", name);
    };
    scale_ = relative(node_) / relative(of_file);
}

double CostTable::multiplication(std::uint32_t bits) const {
    return scale_ * multiplier_ * std::pow(static_cast<double>(bits) * bits / multiplier_bits_, multiplier_exponent_);
}

double CostTable::access(std::uint64_t words, std::uint32_t width, bool second_port, double Access::*which) const {
    constexpr double bits_of_kib = 8192;
    const double kib = static_cast<double>(words) * width / bits_of_kib;
    if (kib < 1) {
        return scale_ * register_bit_ * width;
    }
    const auto of_width = [&](const ByWidth& widths) {
        const Between between(widths, width);
        return between.mix(between.low->second.*which, between.high->second.*which);
    };
    const Between between(sram_, kib);
    return scale_ * (second_port ? second_port_ : 1) *
           between.mix(of_width(between.low->second), of_width(between.high->second));
}

CostTable::Dram CostTable::dram_of(const std::string& device) const {
    for (const auto& [kind, energy] : dram_) {
        if (boost::istarts_with(device, kind)) {
            return {kind, energy, false};
        }
    }
    return {usual_dram_, dram_.at(usual_dram_), true};
}

} // namespace edgeloom::platform
