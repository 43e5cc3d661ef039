#include "platform/run/signature_file.hpp"
#include "platform/user_error.hpp"
#include "support/scratch_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgeloom::platform {
namespace {

constexpr std::uint32_t base = 0x8000'0000;

Signature signature(std::uint32_t begin, std::uint32_t end) {
    ElfImage image;
    image.symbols = {{"begin_signature", begin, 0}, {"end_signature", end, 0}};
    return {image, PlatformConfiguration(), "test.elf"};
}

// Every byte is the lowest of its address.
bool peek(std::uint32_t address, std::span<std::uint8_t> bytes) {
    for (std::uint8_t& byte : bytes) {
        byte = static_cast<std::uint8_t>(address++);
    }
    return true;
}

TEST(Signature, HasALineAWord) {
    EXPECT_EQ(signature(base + 8, base + 16).text(peek), "0b0a0908\n0f0e0d0c\n");
    EXPECT_EQ(signature(base, base).text(peek), "");
}

TEST(Signature, RefusesWhatEnclosesNoWordsOfMemory) {
    for (const auto& [begin, end] :
         {std::pair(base + 4, base), std::pair(base, base + 2), std::pair(base + 2, base + 6),
          std::pair(0x3000'0000U, 0x3000'0004U), std::pair(base, 0xFFFF'FFFCU)}) {
        EXPECT_THROW(signature(begin, end), UserError) << std::hex << begin << " to " << end;
    }
}

TEST(Signature, NeedsItsSymbols) {
    ElfImage image;
    EXPECT_THROW(Signature(image, PlatformConfiguration(), "test.elf"), UserError);
    image.symbols = {{"begin_signature", base, 0}};
    try {
        const Signature refused(image, PlatformConfiguration(), "test.elf");
        FAIL();
    } catch (const UserError& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("test.elf has no symbol end_signature"));
    }
}

TEST(SignatureFile, ReplacesThatOfAnEarlierRun) {
    const test::ScratchFolder scratch;
    const std::filesystem::path path = scratch.write("file", "old");
    const SignatureFile file(signature(base, base + 4), path);
    EXPECT_FALSE(std::filesystem::exists(path));
    file.write(peek);
    EXPECT_EQ(test::read_file(path), "03020100\n");
    EXPECT_THROW(SignatureFile(signature(base, base), scratch.path()), UserError);
    EXPECT_THROW(SignatureFile(signature(base, base), "/dev/null"), UserError);
}

TEST(SignatureFile, RefusesANameThatTheHostRefuses) {
    const test::ScratchFolder scratch;
    std::filesystem::create_symlink("loop", scratch / "loop");
    for (const std::string& name : {std::string("loop"), std::string(1000, 'x')}) {
        EXPECT_THROW(SignatureFile(signature(base, base), scratch / name), UserError) << name;
    }
}

} // namespace
} // namespace edgeloom::platform
