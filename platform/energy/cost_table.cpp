#include "platform/energy/cost_table.hpp"

#include "platform/configuration/parser.hpp"
#include "platform/configuration/yaml_file.hpp"
#include "platform/embedded/embedded.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include <cmath>
#include <iterator>
#include <vector>

namespace edgeloom::platform {

namespace {

// The path of a key in a map.
std::string below(const std::string& map, const std::string& key) {
    return map + "." + key;
}

// A key that is a number.
double number_of(const Parser& parser, const std::string& key, const std::string& path) {
    double number = 0;
    if (!YAML::convert<double>::decode(YAML::Node(key), number) || !(number > 0)) {
        parser.fail(path, "found the key '" + key + "'; allowed is a number above 0");
    }
    return number;
}

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
    Parser parser(root, source);
    adder_slope_ = parser.real({"adder.pj_per_bit", "pJ of an addition by bit"});
    adder_base_ = parser.real({"adder.pj", "pJ of an addition beyond that"});
    multiplier_ = parser.real({"multiplier.pj", "pJ of a multiplication"});
    multiplier_bits_ = parser.real({"multiplier.bits", "product of the bits of its factors"});
    multiplier_exponent_ = parser.real({"multiplier.exponent", "of that product"});
    register_bit_ = parser.real({"register.pj_per_bit", "pJ of a small memory's access by bit"});
    second_port_ = parser.real({"two_ports", "what a second port multiplies accesses by"});
    read_sram(parser);
    read_dram(parser);
    read_node(parser, node);
    parser.refuse_unknown_keys();
}

void CostTable::read_sram(Parser& parser) {
    const std::string sram = "sram";
    for (const std::string& size : parser.names_in(sram)) {
        const std::string of_size = below(sram, size);
        for (const std::string& width : parser.names_in(of_size)) {
            const std::string path = below(of_size, width);
            const std::vector<double> access = parser.reals({path, "pJ of a read, pJ of a write"}, 2);
            sram_[number_of(parser, size, of_size)][number_of(parser, width, path)] = {access[0], access[1]};
        }
    }
    if (sram_.empty()) {
        parser.fail(sram, "missing: pJ of accesses, by KiB and bits of a word");
    }
}

void CostTable::read_dram(Parser& parser) {
    for (const std::string& kind : parser.names_in("dram")) {
        const std::string path = below("dram", kind);
        dram_[kind] = parser.real({path, "pJ a bit"});
    }
    parser.text({"usual_dram", "where a device does not tell"}, usual_dram_);
    if (!dram_.contains(usual_dram_)) {
        parser.fail("usual_dram", "found '" + usual_dram_ + "'; allowed is a key of dram");
    }
}

void CostTable::read_node(Parser& parser, const std::optional<std::uint32_t>& node) {
    std::map<std::uint32_t, double> energies;
    for (const std::string& name : parser.names_in("scaling")) {
        const std::string path = below("scaling", name);
        energies[static_cast<std::uint32_t>(number_of(parser, name, path))] =
            parser.real({path, "energy, against that of another node"});
    }
    const auto of_figures = static_cast<std::uint32_t>(parser.real({"node", "nm, of the figures"}));
    node_ = node.value_or(of_figures);
    for (const std::uint32_t needed : {of_figures, node_}) {
        if (!energies.contains(needed)) {
            std::string list;
            for (const auto& [known, energy] : energies) {
                list += (list.empty() ? "" : ", ") + std::to_string(known);
            }
            parser.fail("scaling", "no node of " + std::to_string(needed) + " nm; there are " + list);
        }
    }
    scale_ = energies[node_] / energies[of_figures];
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
