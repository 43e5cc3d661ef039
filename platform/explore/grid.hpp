// Every combination.
#pragma once

#include "platform/explore/search.hpp"

namespace edgeloom::platform::explore {

class Grid : public Search {
public:
    void run(const Space& space, const Evaluate& evaluate) override;
    [[nodiscard]] std::uint64_t points(const Space& space) const override { return space.size(); }
};

} // namespace edgeloom::platform::explore
