// The standard part of the platform is that of QEMU's `virt` board: the same image says the same there.
#include "support/scratch_folder.hpp"
#include "system/program.hpp"

#include <gtest/gtest.h>

namespace edgeloom::test {
namespace {

class SameAsQemu : public testing::TestWithParam<std::string> {};

TEST_P(SameAsQemu, UartText) {
    const auto qemu = installed("qemu-system-riscv32");
    if (qemu.empty()) {
        GTEST_SKIP() << "qemu-system-riscv32 is not installed (package qemu-system-misc)";
    }
    const ScratchFolder folder;
    const std::string image = firmware(GetParam());
    // By instructions, as here: by the host's clock, a busy machine lets the UART's character time-out strike first.
    const Finished there = execute(qemu,
                                   {"-M", "virt", "-bios", "none", "-icount", "shift=0", "-kernel", image, "-display",
                                    "none", "-serial", "stdio", "-monitor", "none"},
                                   folder.path());
    EXPECT_EQ(there.status, 0) << there.err;
    const Finished here = edgeloom({"run", "--firmware", image, "--out", "out"}, folder.path());
    EXPECT_EQ(here.status, 0) << here.err;
    EXPECT_FALSE(there.out.empty());
    EXPECT_EQ(read_file(folder / "out/uart.log"), there.out);
}

INSTANTIATE_TEST_SUITE_P(Apps, SameAsQemu, testing::Values("hello", "selftest"),
                         [](const auto& instance) { return instance.param; });

} // namespace
} // namespace edgeloom::test
