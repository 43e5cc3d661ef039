// Random programs leave on our hart what they leave on QEMU's.
#include "conformance/candidates.hpp"
#include "conformance/qemu.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

class Conformance : public testing::Test {
protected:
    void SetUp() override {
        if (!qemu_is_installed()) {
            GTEST_SKIP() << "qemu-system-riscv32 is not installed (package qemu-system-misc)";
        }
    }
};

TEST_F(Conformance, RandomPrograms) {
    constexpr unsigned programs = 500;
    constexpr unsigned groups = 400;
    expect_conformance(random_image(1, programs, groups));
}

TEST_F(Conformance, OperationsOnCornerValues) {
    expect_conformance(corner_image());
}

TEST_F(Conformance, WhatIsNoInstruction) {
    constexpr unsigned words = 20'000;
    expect_conformance(illegal_image(2, words));
}

} // namespace
} // namespace edgeloom::test
