#include "platform/gdb/cursor.hpp"

#include <algorithm>
#include <charconv>

namespace edgeloom::gdb {

bool Cursor::skip(std::string_view text) {
    if (!rest_.starts_with(text)) {
        return false;
    }
    rest_.remove_prefix(text.size());
    return true;
}

std::string_view Cursor::until(std::string_view separators) {
    const std::string_view found = rest_.substr(0, rest_.find_first_of(separators));
    rest_.remove_prefix(found.size());
    return found;
}

std::optional<std::uint32_t> Cursor::number() {
    std::uint32_t value = 0;
    const auto result = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value, 16);
    if (result.ec != std::errc{}) {
        return std::nullopt;
    }
    rest_.remove_prefix(static_cast<std::size_t>(result.ptr - rest_.data()));
    return value;
}

std::optional<AddressRange> Cursor::range() {
    const auto address = number();
    const auto length = address && skip(",") ? number() : std::nullopt;
    if (!length || std::uint64_t{*address} + *length > std::uint64_t{1} << 32) {
        return std::nullopt;
    }
    return AddressRange{*address, *length};
}

bool Cursor::means_our_thread() {
    if (skip("-1")) { // all of them
        return true;
    }
    const auto id = number();
    return id == 0U || id == 1U; // any, or ours
}

} // namespace edgeloom::gdb
