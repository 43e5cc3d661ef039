// A genetic search for the front.
#pragma once

#include "platform/explore/search.hpp"

namespace edgeloom::platform::explore {

/// NSGA-II (K. Deb, A. Pratap, S. Agarwal, T. Meyarivan, IEEE Trans. Evolutionary Computation 6, 2002), by pagmo, from
/// a Latin hypercube on. Where a generation brings hardly anything new, the neighbours of the front are looked at: what
/// one step on one axis changes; and where those are known, too, others by chance, until the budget is used up.
class Nsga2 : public Search {
public:
    Nsga2(const SearchPlan& plan, std::size_t objectives) : plan_(plan), objectives_(objectives) {}

    void run(const Space& space, const Evaluate& evaluate) override;
    [[nodiscard]] std::uint64_t points(const Space& space) const override;

private:
    SearchPlan plan_;
    std::size_t objectives_;
};

} // namespace edgeloom::platform::explore
