// The instruction sets for which loops over edges are compiled.
#pragma once

#include <hwy/targets.h>
#include <rapidcheck.h>

#include <cstdint>
#include <vector>

namespace edgeloom::test {

/// All that this machine has, and none at all.
inline std::vector<std::int64_t> instruction_sets() {
    std::vector<std::int64_t> sets = hwy::SupportedAndGeneratedTargets();
    if (sets.back() != HWY_SCALAR) {
        sets.push_back(HWY_SCALAR);
    }
    return sets;
}

/// Has the loops use this one while it lives.
class WithInstructionSet {
public:
    explicit WithInstructionSet(std::int64_t set) { use(set); }
    ~WithInstructionSet() { use(0); } // as usual
    WithInstructionSet(const WithInstructionSet&) = delete;
    WithInstructionSet& operator=(const WithInstructionSet&) = delete;

private:
    static void use(std::int64_t set) {
        hwy::SetSupportedTargetsForTest(set);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    }
};

/// In a property.
template <class Check>
void with_every_instruction_set(Check check) {
    for (const std::int64_t set : instruction_sets()) {
        const WithInstructionSet used(set);
        RC_LOG(hwy::TargetName(set));
        check();
    }
}

} // namespace edgeloom::test
