// FPGA parts, and how multipliers lie on them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace edgeloom::platform {

/// What a network can be built of.
struct FpgaPart {
    std::string name;
    std::uint64_t luts = 0;
    std::uint64_t dsps = 0;       ///< slices
    std::uint64_t block_rams = 0; ///< of 36 Kib
    std::uint64_t dsp_a = 1;      ///< bits of a slice's first factor, without its sign
    std::uint64_t dsp_b = 1;      ///< likewise of the second
};

/// The part of that name in a file of parts (parts.yaml), without a file the program's own. Throws UserError that names
/// file, line and key, and for a part that is not there the nearest one.
[[nodiscard]] FpgaPart find_part(const std::string& name, const std::optional<std::string>& file);

/// DSP slices of a signed multiplier of `width` by `width` bits: the factors are cut into what a slice takes.
[[nodiscard]] std::uint64_t dsps_per_multiplier(const FpgaPart& part, std::uint32_t width);

/// LUTs of the same multiplier without slices: an array of 6-input LUTs with carry chains, (2 ceil(2w/6) - 1) 2w.
[[nodiscard]] std::uint64_t luts_per_multiplier(std::uint32_t width);

/// How the multipliers of a network lie on a part.
struct MultipliersOnPart {
    std::uint64_t in_dsps = 0; ///< multipliers
    std::uint64_t in_luts = 0; ///< multipliers
    std::uint64_t dsps = 0;
    std::uint64_t luts = 0;
};

/// Each of `arrays`, the multipliers of an operation, goes into DSP slices or into LUTs as a whole, so that as many
/// slices as possible are used.
[[nodiscard]] MultipliersOnPart place_multipliers(const FpgaPart& part, std::span<const std::uint32_t> arrays,
                                                  std::uint32_t width);

} // namespace edgeloom::platform
