#include "training/epochs.hpp"

#include <cstdio>

namespace edgeloom::firmware {

namespace {

void print_percent(const char* what, std::uint32_t part, std::uint32_t whole) {
    const std::uint32_t hundredths = hundredths_of_percent(part, whole);
    std::printf("%s %lu.%02lu %%", what, static_cast<unsigned long>(hundredths / 100),
                static_cast<unsigned long>(hundredths % 100));
}

} // namespace

void print(const abi::EpochResult& result) {
    std::printf("epoch %lu: eta 2^-%lu, %lu inputs", static_cast<unsigned long>(result.epoch + 1),
                static_cast<unsigned long>(result.eta_shift), static_cast<unsigned long>(result.inputs));
    if (result.classified != 0) {
        std::printf(" of %lu", static_cast<unsigned long>(result.classified));
    }
    print_percent(", train", result.correct, result.inputs);
    std::printf(", last %lu", static_cast<unsigned long>(result.tail_inputs));
    print_percent("", result.tail_correct, result.tail_inputs);
    if (result.test_inputs != 0) {
        print_percent(", test", result.test_correct, result.test_inputs);
    }
    std::printf("\n");
}

} // namespace edgeloom::firmware
