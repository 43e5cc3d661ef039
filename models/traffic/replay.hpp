// Traffic that was recorded, or written down.
#pragma once

#include "traffic/source.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace edgeloom::traffic {

class Replay : public Source {
public:
    explicit Replay(std::vector<Request> requests) : requests_(std::move(requests)) {}

    [[nodiscard]] std::optional<Request> next() override {
        return next_ == requests_.size() ? std::nullopt : std::optional(requests_[next_++]);
    }

private:
    std::vector<Request> requests_;
    std::size_t next_ = 0;
};

} // namespace edgeloom::traffic
