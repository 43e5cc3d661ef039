// The same with ten million random instructions.
#include "conformance/candidates.hpp"
#include "conformance/qemu.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

TEST(LongConformance, RandomPrograms) {
    if (!qemu_is_installed()) {
        GTEST_SKIP() << "qemu-system-riscv32 is not installed (package qemu-system-misc)";
    }
    constexpr unsigned images = 10;
    constexpr unsigned programs = 2000;
    constexpr unsigned groups = 400;
    for (unsigned i = 0; i < images && !HasFailure(); ++i) {
        expect_conformance(random_image(100 + i, programs, groups));
    }
}

} // namespace
} // namespace edgeloom::test
