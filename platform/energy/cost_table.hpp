// What operations and accesses cost in energy, and hardware in area and leakage.
#pragma once

#include "mapping/memory_groups.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace edgeloom::platform {

class Parser;

/// Energies in pJ, areas in um2 and leakage in uW, as a file of costs (costs.yaml) gives them, scaled to a technology
/// node. Once built it does not change, and asks nothing of files: several threads may use it.
class CostTable {
public:
    struct Dram {
        std::string kind;
        double bit_pj = 0;
        bool is_assumed = false; ///< the device does not tell its kind
    };

    /// @param file the program's own where there is none
    /// @param node nm; that of the figures where there is none
    /// Throws UserError that names file, line and key, and for a node that is not there those that are.
    CostTable(const std::optional<std::string>& file, const std::optional<std::uint32_t>& node);

    [[nodiscard]] std::uint32_t node() const { return node_; }
    [[nodiscard]] double addition(std::uint32_t bits) const { return scale_ * (adder_slope_ * bits + adder_base_); }
    /// Of two factors of so many bits.
    [[nodiscard]] double multiplication(std::uint32_t bits) const;
    /// Of a word of a memory.
    [[nodiscard]] double read(std::uint64_t words, std::uint32_t width, bool second_port) const {
        return access(words, width, second_port, &Access::read);
    }
    [[nodiscard]] double write(std::uint64_t words, std::uint32_t width, bool second_port) const {
        return access(words, width, second_port, &Access::write);
    }

    /// um2 of an adder.
    [[nodiscard]] double adder_area(std::uint32_t bits) const {
        return area_scale_ * (adder_area_slope_ * bits + adder_area_base_);
    }
    /// um2 of a multiplier of two factors of so many bits.
    [[nodiscard]] double multiplier_area(std::uint32_t bits) const;
    /// um2 of a memory: of registers below 1 KiB, whatever their ports.
    [[nodiscard]] double memory_area(std::uint64_t words, std::uint32_t width, mapping::Ports ports) const;
    /// uW of a memory.
    [[nodiscard]] double leakage(std::uint64_t words, std::uint32_t width, mapping::Ports ports) const;

    /// Of a device of that name, which begins with its kind's; that which is usual where none does.
    [[nodiscard]] Dram dram_of(const std::string& device) const;

private:
    struct Access {
        double read = 0;
        double write = 0;
    };
    using ByWidth = std::map<double, Access>; // bits
    using BySize = std::map<double, double>;  // KiB

    void read_sram(Parser& parser);
    void read_areas(Parser& parser);
    void read_dram(Parser& parser);
    void read_node(Parser& parser, const std::optional<std::uint32_t>& node);
    [[nodiscard]] double access(std::uint64_t words, std::uint32_t width, bool second_port,
                                double Access::*which) const;
    [[nodiscard]] double ports_factor(mapping::Ports ports) const;

    std::uint32_t node_ = 0;
    double scale_ = 1;
    double area_scale_ = 1;
    double adder_slope_ = 0;
    double adder_base_ = 0;
    double multiplier_ = 0;
    double multiplier_bits_ = 0;
    double multiplier_exponent_ = 0;
    double register_bit_ = 0;
    double second_port_ = 1;
    std::map<double, ByWidth> sram_; // KiB
    double adder_area_slope_ = 0;
    double adder_area_base_ = 0;
    double multiplier_area_ = 0;
    double multiplier_area_exponent_ = 0;
    double register_bit_area_ = 0;
    double read_and_write_area_ = 1;
    double two_ports_area_ = 1;
    BySize sram_area_;
    BySize sram_leakage_;
    std::map<std::string, double> dram_;
    std::string usual_dram_;
};

} // namespace edgeloom::platform
