// What an architecture test leaves behind for comparison with a reference.
#pragma once

#include "hart/elf_image.hpp"
#include "platform/configuration/configuration.hpp"
#include "platform/output/output_folder.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>

namespace edgeloom::platform {

/// The memory from symbol `begin_signature` up to `end_signature`.
class Signature {
public:
    /// `name` is the firmware's, for messages. Throws UserError where it has no such symbols, or where they enclose no
    /// whole words of memory.
    Signature(const ElfImage& image, const PlatformConfiguration& platform, const std::string& name);

    using Peek = std::function<bool(std::uint32_t, std::span<std::uint8_t>)>;
    /// A line for each 32-bit word, eight hexadecimal digits, lowest address first.
    [[nodiscard]] std::string text(const Peek& peek) const;

private:
    std::uint32_t begin_ = 0;
    std::uint32_t bytes_ = 0;
};

/// The file of --signature. Whole or not there; that of an earlier run goes at construction.
class SignatureFile {
public:
    /// Throws UserError where it cannot be written.
    SignatureFile(const Signature& signature, const std::filesystem::path& path);

    void write(const Signature::Peek& peek) const { folder_.write(name_, signature_.text(peek)); }

private:
    Signature signature_;
    OutputFolder folder_;
    std::string name_;
};

} // namespace edgeloom::platform
