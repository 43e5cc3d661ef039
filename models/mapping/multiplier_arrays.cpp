#include "mapping/multiplier_arrays.hpp"

#include "mapping/constraints.hpp"

#include <map>

namespace edgeloom::mapping {

std::vector<std::uint32_t> multiplier_arrays(std::span<const JunctionShape> shapes,
                                             std::span<const std::uint32_t> unit) {
    std::map<std::uint32_t, std::size_t> greediest; // junction, by unit
    for (std::size_t j = 0; j < shapes.size(); ++j) {
        std::size_t& most = greediest.try_emplace(unit[j], j).first->second;
        if (multipliers(shapes[j], j == 0) > multipliers(shapes[most], most == 0)) {
            most = j;
        }
    }
    std::vector<std::uint32_t> arrays;
    for (const auto& [number, j] : greediest) {
        const std::uint32_t z = shapes[j].parallelism;
        arrays.insert(arrays.end(), multipliers(shapes[j], j == 0) / z, z);
    }
    return arrays;
}

} // namespace edgeloom::mapping
