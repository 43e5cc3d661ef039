// The console, as the name ":tt" opens it.
#pragma once

#include "platform/semihosting/guest_memory.hpp"
#include "platform/semihosting/stream.hpp"

#include <functional>
#include <string_view>
#include <utility>

namespace edgeloom::semihosting {

/// Takes text where there is somebody to take it; there is never any input, so that runs can be repeated.
class ConsoleStream : public Stream {
public:
    using Text = std::function<void(std::string_view)>;

    /// Without `on_text`: standard input.
    explicit ConsoleStream(Text on_text = {}) : on_text_(std::move(on_text)) {}

    Done read(std::span<std::uint8_t>) override { return {.error = on_text_ ? EBADF : 0}; }
    Done write(std::span<const std::uint8_t> bytes) override {
        if (!on_text_) {
            return {.error = EBADF};
        }
        on_text_(as_text(bytes));
        return {.count = bytes.size()};
    }
    [[nodiscard]] bool interactive() const override { return true; }

private:
    Text on_text_;
};

} // namespace edgeloom::semihosting
