// Who goes first at a busy target: a policy of the interconnect.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace edgeloom::interconnect {

/// One target's arbiter. It is asked once for every burst that the target takes.
class Arbiter {
public:
    virtual ~Arbiter() = default;
    /// Picks one of the initiators that wait.
    /// @param waiting by initiator; at least one does
    [[nodiscard]] virtual std::size_t choose(std::span<const bool> waiting) = 0;
    /// Goes on from where `other` is, which is of the same policy and for the same initiators.
    virtual void follow(const Arbiter& other) = 0;
};

} // namespace edgeloom::interconnect
