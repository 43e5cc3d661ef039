#include "unit/interconnect/clock_by_clock.hpp"

#include <algorithm>
#include <deque>
#include <optional>

namespace edgeloom::test {

namespace {

using interconnect::Arbitration;
using std::uint64_t;

struct Travelling {
    PlainRequest* request;
    std::size_t initiator;
    uint64_t at_arbiter = 0;
    uint64_t ready = 0;
    std::optional<uint64_t> back = {};
};

uint64_t data(const PlainRequest& request, const interconnect::PortConfig& port) {
    uint64_t beats = 0;
    for (uint64_t byte = 0; byte < request.bytes; byte += port.width_bytes) {
        ++beats;
    }
    return beats * port.beat_clocks;
}

struct Bus {
    std::vector<PlainInitiator>& initiators;
    const std::vector<PlainTarget>& targets;
    Arbitration policy;

    std::vector<std::size_t> next = std::vector<std::size_t>(initiators.size());
    std::vector<uint64_t> last_issue = std::vector<uint64_t>(initiators.size());
    std::vector<uint64_t> on_their_way = std::vector<uint64_t>(initiators.size());
    std::vector<std::deque<Travelling*>> outside{initiators.size()};
    std::vector<std::deque<Travelling*>> order{initiators.size()};
    std::vector<std::vector<Travelling*>> landing{initiators.size()};
    std::vector<uint64_t> inside = std::vector<uint64_t>(initiators.size());
    std::vector<uint64_t> request_free = std::vector<uint64_t>(initiators.size());
    std::vector<uint64_t> response_free = std::vector<uint64_t>(initiators.size());

    std::vector<std::vector<std::deque<Travelling*>>> waiting{targets.size(),
                                                              std::vector<std::deque<Travelling*>>(initiators.size())};
    std::vector<std::vector<Travelling*>> served{targets.size()};
    std::vector<uint64_t> target_request_free = std::vector<uint64_t>(targets.size());
    std::vector<uint64_t> target_response_free = std::vector<uint64_t>(targets.size());
    std::vector<std::size_t> last_chosen = std::vector<std::size_t>(targets.size(), initiators.size() - 1);
    std::vector<std::vector<std::int64_t>> credit{targets.size(), std::vector<std::int64_t>(initiators.size())};

    std::deque<Travelling> all;
    std::size_t left = 0;

    [[nodiscard]] uint64_t head(const Travelling& t) const {
        return initiators[t.initiator].port.latency + targets[t.request->target].port.latency;
    }
    [[nodiscard]] uint64_t long_way(const Travelling& t) const {
        return std::max(data(*t.request, initiators[t.initiator].port),
                        data(*t.request, targets[t.request->target].port));
    }
    [[nodiscard]] uint64_t short_way(const Travelling& t) const {
        return std::max(initiators[t.initiator].port.beat_clocks, targets[t.request->target].port.beat_clocks);
    }
    [[nodiscard]] uint64_t request_clocks(const Travelling& t) const {
        return t.request->write ? long_way(t) : short_way(t);
    }
    [[nodiscard]] uint64_t response_clocks(const Travelling& t) const {
        return t.request->write ? short_way(t) : long_way(t);
    }

    void land(uint64_t clock) {
        for (std::size_t i = 0; i < initiators.size(); ++i) {
            std::erase_if(landing[i], [&](Travelling* t) {
                if (t->request->done != clock) {
                    return false;
                }
                --inside[i];
                --on_their_way[i];
                --left;
                return true;
            });
        }
    }
    void issue(uint64_t clock) {
        for (std::size_t i = 0; i < initiators.size(); ++i) {
            while (next[i] < initiators[i].requests.size() && on_their_way[i] < initiators[i].outstanding &&
                   last_issue[i] + initiators[i].requests[next[i]].gap <= clock) {
                PlainRequest& request = initiators[i].requests[next[i]++];
                request.issued = last_issue[i] = clock;
                ++on_their_way[i];
                outside[i].push_back(&all.emplace_back(Travelling{&request, i}));
            }
        }
    }
    void enter(uint64_t clock) {
        for (std::size_t i = 0; i < initiators.size(); ++i) {
            if (outside[i].empty() || request_free[i] > clock || inside[i] == initiators[i].port.outstanding) {
                continue;
            }
            Travelling* const t = outside[i].front();
            outside[i].pop_front();
            ++inside[i];
            request_free[i] = clock + request_clocks(*t);
            t->at_arbiter = clock + head(*t);
            order[i].push_back(t);
            waiting[t->request->target][i].push_back(t);
        }
    }
    [[nodiscard]] std::optional<std::size_t> choose(std::size_t target, uint64_t clock) {
        std::vector<std::size_t> candidates;
        for (std::size_t i = 0; i < initiators.size(); ++i) {
            if (!waiting[target][i].empty() && waiting[target][i].front()->at_arbiter <= clock) {
                candidates.push_back(i);
            }
        }
        if (candidates.empty()) {
            return std::nullopt;
        }
        const auto weight = [&](std::size_t i) { return initiators[i].port.weight; };
        if (policy == Arbitration::fixed_priority) {
            return *std::ranges::max_element(candidates, {}, weight);
        }
        if (policy == Arbitration::round_robin) {
            const auto distance = [&](std::size_t i) {
                return (i + initiators.size() - last_chosen[target] - 1) % initiators.size();
            };
            return last_chosen[target] = *std::ranges::min_element(candidates, {}, distance);
        }
        std::int64_t sum = 0;
        for (const std::size_t i : candidates) {
            credit[target][i] += weight(i);
            sum += weight(i);
        }
        const std::size_t best =
            *std::ranges::max_element(candidates, {}, [&](std::size_t i) { return credit[target][i]; });
        credit[target][best] -= sum;
        return best;
    }
    void arbitrate(uint64_t clock) {
        for (std::size_t target = 0; target < targets.size(); ++target) {
            if (target_request_free[target] > clock) {
                continue;
            }
            if (const auto chosen = choose(target, clock)) {
                Travelling* const t = waiting[target][*chosen].front();
                waiting[target][*chosen].pop_front();
                target_request_free[target] = clock + request_clocks(*t);
                t->ready = target_request_free[target] +
                           (t->request->write ? targets[target].write_latency : targets[target].read_latency);
                served[target].push_back(t);
            }
        }
    }
    void answer(uint64_t clock) {
        for (std::size_t target = 0; target < targets.size(); ++target) {
            std::vector<Travelling*>& list = served[target]; // as they were requested
            std::vector<Travelling*> candidates;
            for (Travelling* const t : list) {
                if (t == *std::ranges::find(list, t->initiator, &Travelling::initiator)) { // its initiator's oldest
                    candidates.push_back(t);
                }
            }
            const auto first = std::ranges::min_element(candidates, {}, &Travelling::ready);
            if (first != candidates.end() && (*first)->ready <= clock && target_response_free[target] <= clock) {
                (*first)->back = clock + head(**first);
                target_response_free[target] = clock + response_clocks(**first);
                std::erase(list, *first);
            }
        }
    }
    void give_back(uint64_t clock) {
        for (std::size_t i = 0; i < initiators.size(); ++i) {
            if (order[i].empty() || response_free[i] > clock || order[i].front()->back.value_or(clock + 1) > clock) {
                continue;
            }
            Travelling* const t = order[i].front();
            order[i].pop_front();
            response_free[i] = t->request->done = clock + response_clocks(*t);
            landing[i].push_back(t);
        }
    }
};

} // namespace

void clock_by_clock(std::vector<PlainInitiator>& initiators, const std::vector<PlainTarget>& targets,
                    Arbitration policy) {
    Bus bus{.initiators = initiators, .targets = targets, .policy = policy};
    for (const PlainInitiator& initiator : initiators) {
        bus.left += initiator.requests.size();
    }
    for (uint64_t clock = 0; bus.left > 0; ++clock) {
        bus.land(clock);
        bus.issue(clock);
        bus.enter(clock);
        bus.arbitrate(clock);
        bus.answer(clock);
        bus.give_back(clock);
    }
}

} // namespace edgeloom::test
