// The platform-level interrupt controller.
#pragma once

#include <cstdint>

namespace edgeloom::firmware {

class Plic {
public:
    explicit Plic(std::uint32_t base) : base_(base) {}

    /// Lets `source` interrupt the hart with a priority of 1 to 7.
    void enable(std::uint32_t source, std::uint32_t priority) const;
    void disable(std::uint32_t source) const;
    /// Only priorities above it interrupt.
    void set_threshold(std::uint32_t threshold) const;
    /// The source to serve, 0 if there is none.
    [[nodiscard]] std::uint32_t claim() const;
    void complete(std::uint32_t source) const;

private:
    std::uint32_t base_;
};

} // namespace edgeloom::firmware
