#include "traffic/synthetic.hpp"

namespace edgeloom::traffic {

Synthetic::Synthetic(const Config& config) : config_(config), random_(config.seed, config.stream) {}

std::optional<Request> Synthetic::next() {
    if (made_ == config_.requests) {
        return std::nullopt;
    }
    constexpr std::uint32_t hundred = 100;
    const sc_core::sc_time gap = made_ == 0 ? sc_core::SC_ZERO_TIME : next_gap();
    const bool read = random_.below(hundred) < config_.read_percent;
    const std::uint64_t address = config_.base + next_offset();
    ++made_;
    return Request{.address = address, .bytes = config_.bytes, .write = !read, .gap = gap};
}

std::uint64_t Synthetic::next_offset() {
    const std::uint64_t places = config_.size / config_.bytes;
    if (config_.pattern == Pattern::random) {
        return std::uint64_t{random_.below(static_cast<std::uint32_t>(places))} * config_.bytes;
    }
    const std::uint64_t offset = offset_;
    offset_ = (offset_ + (config_.pattern == Pattern::strided ? config_.stride : config_.bytes)) % config_.size;
    return offset;
}

sc_core::sc_time Synthetic::next_gap() {
    const std::uint32_t clocks = config_.interval == 0 ? 0 : random_.below(2 * config_.interval + 1);
    const bool rests = config_.train != 0 && made_ % config_.train == 0;
    return config_.clock * (clocks + (rests ? config_.pause : 0));
}

} // namespace edgeloom::traffic
