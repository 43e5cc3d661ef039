// The instruction sets for which loops are compiled. Before anything of Highway's.
#pragma once

// Vectors are members and elements in the loops, which those without a fixed width cannot be.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
