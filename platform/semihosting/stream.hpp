// What a handle of the guest stands for.
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <span>

namespace edgeloom::semihosting {

/// Something open. What a kind of stream does not offer fails with an errno.
class Stream {
public:
    struct Done {
        std::uint64_t count = 0; ///< bytes
        int error = 0;           ///< errno; 0: none
    };

    Stream() = default;
    virtual ~Stream() = default;
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    /// Less than asked for only at the end of the stream.
    virtual Done read(std::span<std::uint8_t>) { return {.error = EBADF}; }
    virtual Done write(std::span<const std::uint8_t>) { return {.error = EBADF}; }
    /// To a position from the beginning; an errno.
    virtual int seek(std::uint32_t) { return ESPIPE; }
    /// All bytes that there are.
    virtual Done length() { return {}; }
    [[nodiscard]] virtual bool interactive() const { return false; }
};

} // namespace edgeloom::semihosting
