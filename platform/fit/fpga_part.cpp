#include "platform/fit/fpga_part.hpp"

#include "mapping/divide_up.hpp"
#include "platform/configuration/parser.hpp"
#include "platform/configuration/suggestion.hpp"
#include "platform/configuration/yaml_file.hpp"
#include "platform/embedded/embedded.hpp"
#include "platform/user_error.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include <algorithm>
#include <numeric>
#include <set>
#include <vector>

namespace edgeloom::platform {

namespace {

using mapping::divide_up;

constexpr Range resources{0, 1U << 30};
constexpr Range factor_bits{1, 64};
constexpr std::uint64_t missing = ~std::uint64_t{0};

FpgaPart read_part(Parser& parser, const std::string& name) {
    FpgaPart part{.name = name};
    const auto read = [&](const char* key, const char* meaning, std::uint64_t& value, Range range) {
        const std::string path = name + "." + key;
        value = missing;
        parser.number({path, meaning}, value, range);
        if (value == missing) {
            parser.fail(path, std::string("missing: ") + meaning);
        }
    };
    read("lut", "look-up tables", part.luts, resources);
    read("dsp", "slices", part.dsps, resources);
    read("bram36", "block RAMs of 36 Kib", part.block_rams, resources);
    read("dsp_a", "bits of a slice's first factor", part.dsp_a, factor_bits);
    read("dsp_b", "bits of a slice's second factor", part.dsp_b, factor_bits);
    return part;
}

} // namespace

FpgaPart find_part(const std::string& name, const std::optional<std::string>& file) {
    const std::string source = file.value_or("parts.yaml");
    const YAML::Node root = file ? read_yaml(*file) : parse_yaml(std::string(embedded::fpga_parts()), source);
    Parser parser(root, source);
    std::optional<FpgaPart> found;
    std::set<std::string> names;
    for (const auto& entry : root) {
        const auto known = entry.first.as<std::string>();
        names.insert(known);
        FpgaPart part = read_part(parser, known);
        if (boost::iequals(known, name)) {
            found = std::move(part);
        }
    }
    parser.refuse_unknown_keys();
    if (!found) {
        std::string list;
        for (const std::string& known : names) {
            list += (list.empty() ? "" : ", ") + known;
        }
        throw UserError("--part " + name + ": no such part in " + source +
                        (names.empty() ? "" : "; there are " + list + "; the nearest is " + nearest_name(name, names)));
    }
    return *found;
}

std::uint64_t dsps_per_multiplier(const FpgaPart& part, std::uint32_t width) {
    return divide_up(width - 1, part.dsp_a) * divide_up(width - 1, part.dsp_b);
}

std::uint64_t luts_per_multiplier(std::uint32_t width) {
    const std::uint64_t bits = std::uint64_t{2} * width; // of the product
    return (2 * divide_up(bits, 6) - 1) * bits;
}

MultipliersOnPart place_multipliers(const FpgaPart& part, std::span<const std::uint32_t> arrays, std::uint32_t width) {
    const std::uint64_t all = std::accumulate(arrays.begin(), arrays.end(), std::uint64_t{0});
    const std::uint64_t each = dsps_per_multiplier(part, width);
    const std::uint64_t room = std::min(all, part.dsps / each); // multipliers that there are slices for
    std::vector<bool> sums(room + 1);                           // which numbers of multipliers whole arrays add up to
    sums[0] = true;
    for (const std::uint32_t array : arrays) {
        for (std::uint64_t sum = room; sum >= array; --sum) {
            sums[sum] = sums[sum] || sums[sum - array];
        }
    }
    std::uint64_t most = room;
    while (!sums[most]) {
        --most;
    }
    return {
        .in_dsps = most, .in_luts = all - most, .dsps = most * each, .luts = (all - most) * luts_per_multiplier(width)};
}

} // namespace edgeloom::platform
