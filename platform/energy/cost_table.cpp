#include "platform/energy/cost_table.hpp"

#include "platform/configuration/parser.hpp"
#include "platform/configuration/yaml_file.hpp"
#include "platform/embedded/embedded.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include <algorithm>
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

double kibibytes(std::uint64_t words, std::uint32_t width) {
    constexpr double bits_of_kib = 8192;
    return static_cast<double>(words) * width / bits_of_kib;
}

// A figure by KiB.
std::map<double, double> by_size(Parser& parser, const std::string& map, const std::string& what) {
    std::map<double, double> sizes;
    for (const std::string& size : parser.names_in(map)) {
        const std::string path = below(map, size);
        sizes[number_of(parser, size, path)] = parser.real({path, what});
    }
    if (sizes.empty()) {
        parser.fail(map, "missing: " + what + ", by KiB");
    }
    return sizes;
}

// Beyond the ends in proportion to the size.
double of_size(const std::map<double, double>& sizes, double kib) {
    const double inside = std::clamp(kib, sizes.begin()->first, std::prev(sizes.end())->first);
    const Between between(sizes, inside);
    return between.mix(between.low->second, between.high->second) * kib / inside;
}

// What a figure of one node is multiplied by for another.
double scale(Parser& parser, const std::string& map, std::uint32_t from, std::uint32_t to) {
    std::map<std::uint32_t, double> nodes;
    for (const std::string& name : parser.names_in(map)) {
        const std::string path = below(map, name);
        nodes[static_cast<std::uint32_t>(number_of(parser, name, path))] =
            parser.real({path, "against that of another node"});
    }
    for (const std::uint32_t needed : {from, to}) {
        if (nodes.contains(needed)) {
            continue;
        }
        std::string list;
        for (const auto& [known, figure] : nodes) {
            list.append(list.empty() ? "" : ", ").append(std::to_string(known));
        }
        parser.fail(map, "no node of " + std::to_string(needed) + " nm; there are " + list);
    }
    if (nodes[from] == 0) {
        parser.fail(below(map, std::to_string(from)), "found 0, and all figures are of that node");
    }
    return nodes[to] / nodes[from];
}

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
    read_areas(parser);
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

void CostTable::read_areas(Parser& parser) {
    adder_area_slope_ = parser.real({"adder.um2_per_bit", "um2 of an adder by bit"});
    adder_area_base_ = parser.real({"adder.um2", "um2 of an adder beyond that"});
    multiplier_area_ = parser.real({"multiplier.um2", "um2 of a multiplier"});
    multiplier_area_exponent_ = parser.real({"multiplier.um2_exponent", "of the product of its factors' bits"});
    register_bit_area_ = parser.real({"register.um2_per_bit", "um2 of a small memory by bit"});
    sram_area_ = by_size(parser, "sram_mm2", "mm2 of a memory");
    sram_leakage_ = by_size(parser, "sram_leakage_uw", "uW of a memory");
    read_and_write_area_ =
        parser.real({"port_area.read_and_write", "what a port for reads and one for writes multiply areas by"});
    two_ports_area_ = parser.real({"port_area.two", "what two ports that read and write multiply areas by"});
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
    const auto of_figures = static_cast<std::uint32_t>(parser.real({"node", "nm, of the figures"}));
    node_ = node.value_or(of_figures);
    scale_ = scale(parser, "scaling", of_figures, node_);
    area_scale_ = scale(parser, "area_scaling", of_figures, node_);
}

double CostTable::multiplication(std::uint32_t bits) const {
    return scale_ * multiplier_ * std::pow(static_cast<double>(bits) * bits / multiplier_bits_, multiplier_exponent_);
}

double CostTable::access(std::uint64_t words, std::uint32_t width, bool second_port, double Access::*which) const {
    const double kib = kibibytes(words, width);
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

double CostTable::multiplier_area(std::uint32_t bits) const {
    return area_scale_ * multiplier_area_ *
           std::pow(static_cast<double>(bits) * bits / multiplier_bits_, multiplier_area_exponent_);
}

double CostTable::ports_factor(mapping::Ports ports) const {
    switch (ports) {
    case mapping::Ports::read_and_write:
        return read_and_write_area_;
    case mapping::Ports::two:
        return two_ports_area_;
    default:
        return 1;
    }
}

double CostTable::memory_area(std::uint64_t words, std::uint32_t width, mapping::Ports ports) const {
    constexpr double square_micrometres = 1e6; // of a square millimetre
    const double kib = kibibytes(words, width);
    if (kib < 1) {
        return area_scale_ * register_bit_area_ * static_cast<double>(words) * width;
    }
    return area_scale_ * ports_factor(ports) * square_micrometres * of_size(sram_area_, kib);
}

double CostTable::leakage(std::uint64_t words, std::uint32_t width, mapping::Ports ports) const {
    return scale_ * ports_factor(ports) * of_size(sram_leakage_, kibibytes(words, width));
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
