// What a guest has open.
#pragma once

#include "platform/semihosting/allowed_folder.hpp"
#include "platform/semihosting/console_stream.hpp"
#include "platform/semihosting/stream.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>

namespace edgeloom::semihosting {

/// Handles are small numbers, the lowest that is free, and never those of standard input, output and error.
class Streams {
public:
    static constexpr std::uint32_t first_handle = 3;
    static constexpr std::size_t most = 64; ///< open at a time
    static constexpr std::uint32_t modes = 12;

    Streams(const std::filesystem::path& folder, ConsoleStream::Text on_text)
        : folder_(folder),
          on_text_(std::move(on_text)) {}

    struct Opened {
        std::uint32_t handle = 0;
        int error = 0; ///< errno where nothing was opened
    };
    /// `mode` is an index into r, rb, r+, r+b, w, wb, ... a+b.
    [[nodiscard]] Opened open(const std::string& name, std::uint32_t mode);
    /// Null where the handle stands for nothing.
    [[nodiscard]] Stream* find(std::uint32_t handle) const;
    [[nodiscard]] bool close(std::uint32_t handle) { return open_.erase(handle) != 0; }

private:
    AllowedFolder folder_;
    ConsoleStream::Text on_text_;
    std::map<std::uint32_t, std::unique_ptr<Stream>> open_;
};

} // namespace edgeloom::semihosting
