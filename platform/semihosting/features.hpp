// The file ":semihosting-features", in which a guest finds which extensions there are.
#pragma once

#include "platform/semihosting/stream.hpp"

#include <algorithm>
#include <array>

namespace edgeloom::semihosting {

/// Says that there is SYS_EXIT_EXTENDED, and that ":tt" tells standard output from standard error.
class Features : public Stream {
public:
    Done read(std::span<std::uint8_t> bytes) override {
        const std::size_t count = std::min(bytes.size(), content.size() - position_);
        std::copy_n(content.begin() + position_, count, bytes.begin());
        position_ += static_cast<std::uint32_t>(count);
        return {.count = count};
    }
    int seek(std::uint32_t position) override {
        if (position > content.size()) {
            return EINVAL;
        }
        position_ = position;
        return 0;
    }
    Done length() override { return {.count = content.size()}; }

private:
    static constexpr std::array<std::uint8_t, 5> content{'S', 'H', 'F', 'B', 0x03};
    std::uint32_t position_ = 0;
};

} // namespace edgeloom::semihosting
