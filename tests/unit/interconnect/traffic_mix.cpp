#include "unit/interconnect/traffic_mix.hpp"

#include "numerics/random.hpp"

#include <tlm_utils/simple_target_socket.h>

#include <array>
#include <memory>
#include <optional>
#include <utility>

namespace edgeloom::test {

using interconnect::Arbitration;
using interconnect::PortConfig;
using sc_core::sc_time;

namespace {

constexpr std::uint32_t region_bytes = 0x1'0000;
constexpr std::array target_names{"target0", "target1", "target2", "target3"};

const sc_time& clock_period() {
    static const sc_time period(10, sc_core::SC_NS);
    return period;
}

class Draw {
public:
    explicit Draw(std::uint64_t seed) : random_(seed, 0), seed_(seed) {}

    std::uint32_t from(std::uint32_t least, std::uint32_t most) { return least + random_.below(most - least + 1); }

    PortConfig port() {
        return {.width_bytes = 4U << from(0, 2),
                .beat_clocks = from(1, 2),
                .latency = from(1, 3),
                .outstanding = from(1, 8),
                .weight = from(1, 4)};
    }
    TrafficMix::Target target() { return {.port = port(), .read_clocks = from(0, 20), .write_clocks = from(0, 20)}; }
    // To one target or all.
    TrafficMix::Initiator initiator(std::uint32_t number, std::uint32_t targets) {
        TrafficMix::Initiator initiator{.port = port(), .outstanding = from(1, 8), .traffic = {}};
        traffic::Synthetic::Config& traffic = initiator.traffic;
        const bool everywhere = from(0, 1) == 0;
        traffic.base = everywhere ? 0 : from(0, targets - 1) * region_bytes;
        traffic.size = everywhere ? targets * region_bytes : region_bytes;
        traffic.bytes = 8U << from(0, 5);
        traffic.pattern = traffic::Pattern::random;
        traffic.read_percent = std::array{0U, 100U, 50U, 80U}[from(0, 3)];
        traffic.clock = clock_period();
        traffic.interval = std::array{0U, from(1, 20), from(10, 100)}[from(0, 2)];
        traffic.train = from(0, 1) == 0 ? 0 : from(2, 40);
        traffic.pause = from(50, 1000);
        traffic.requests = ~std::uint64_t{0};
        traffic.seed = seed_;
        traffic.stream = number + 1;
        return initiator;
    }

private:
    numerics::Random random_;
    std::uint64_t seed_;
};

// Sends for a while.
class ForAWhile : public traffic::Source {
public:
    explicit ForAWhile(const traffic::Synthetic::Config& config) : source_(config) {}

    std::optional<traffic::Request> next() override {
        return sc_core::sc_time_stamp() < clock_period() * double{MixRun::sending_clocks} ? source_.next()
                                                                                          : std::nullopt;
    }

private:
    traffic::Synthetic source_;
};

Interconnect::Config bus_config(const TrafficMix& mix, Interconnect::Kind kind) {
    Interconnect::Config config{
        .initiators = {}, .targets = {}, .kind = kind, .clock = clock_period(), .arbitration = mix.arbitration};
    for (const TrafficMix::Initiator& initiator : mix.initiators) {
        config.initiators.push_back({"initiator" + std::to_string(config.initiators.size()), initiator.port});
    }
    for (const TrafficMix::Target& target : mix.targets) {
        const auto number = static_cast<std::uint32_t>(config.targets.size());
        config.targets.push_back({{target_names.at(number), number * region_bytes, region_bytes, ""}, target.port});
    }
    return config;
}

double off(double value, double from) {
    return value / from - 1;
}

} // namespace

// Answers after a while, however many others it has to answer.
class MixRun::Server : public sc_core::sc_module {
public:
    tlm_utils::simple_target_socket<Server> socket{"socket"};

    Server(sc_core::sc_module_name name, const TrafficMix::Target& config)
        : sc_module(name),
          read_(clock_period() * config.read_clocks),
          write_(clock_period() * config.write_clocks) {
        socket.register_b_transport(this, &Server::b_transport);
    }

private:
    void b_transport(tlm::tlm_generic_payload& transaction, sc_time& delay) {
        delay += transaction.is_write() ? write_ : read_;
        transaction.set_response_status(tlm::TLM_OK_RESPONSE);
    }

    sc_time read_;
    sc_time write_;
};

TrafficMix TrafficMix::random(std::uint64_t seed) {
    Draw draw(seed);
    TrafficMix mix;
    constexpr std::uint64_t policies = 3;
    mix.arbitration = static_cast<Arbitration>(seed % policies);
    mix.targets.resize(draw.from(1, 4));
    for (Target& target : mix.targets) {
        target = draw.target();
    }
    mix.initiators.resize(draw.from(2, 5));
    for (std::uint32_t i = 0; i < mix.initiators.size(); ++i) {
        mix.initiators[i] = draw.initiator(i, static_cast<std::uint32_t>(mix.targets.size()));
    }
    return mix;
}

double Flow::bytes_per_clock() const {
    return static_cast<double>(bytes) / MixRun::sending_clocks;
}

double Flow::mean_latency() const {
    return latency / clock_period() / static_cast<double>(bursts);
}

MixRun::MixRun(sc_core::sc_module_name name, const TrafficMix& mix, Interconnect::Kind kind)
    : sc_module(name),
      bus_("bus", bus_config(mix, kind)),
      flows_(mix.initiators.size()) {
    for (std::size_t t = 0; t < mix.targets.size(); ++t) {
        Server& server = servers_.emplace_back(("target" + std::to_string(t)).c_str(), mix.targets[t]);
        bus_.target_port(t).bind(server.socket);
    }
    for (std::size_t i = 0; i < mix.initiators.size(); ++i) {
        const traffic::Generator::Config config{
            .outstanding = mix.initiators[i].outstanding,
            .protocol = kind == Interconnect::Kind::approximately_timed ? Protocol::four_phase : Protocol::blocking};
        const auto observer = [&flow = flows_[i]](const traffic::Outcome& outcome) {
            ++flow.bursts;
            flow.latency += outcome.done - outcome.issued;
            if (outcome.done <= clock_period() * double{sending_clocks}) {
                flow.bytes += outcome.request.bytes;
            }
        };
        generators_
            .emplace_back(("generator" + std::to_string(i)).c_str(), config,
                          std::make_unique<ForAWhile>(mix.initiators[i].traffic), observer)
            .socket()
            .bind(bus_.initiator_port(i));
    }
}

MixRun::~MixRun() = default;

Comparison::Comparison(const std::string& name, const TrafficMix& traffic)
    : mix(traffic),
      loosely((name + "_lt").c_str(), mix, Interconnect::Kind::loosely_timed),
      approximately((name + "_at").c_str(), mix, Interconnect::Kind::approximately_timed) {}

double Comparison::bandwidth_error(std::size_t initiator) const {
    return off(loosely.flows()[initiator].bytes_per_clock(), approximately.flows()[initiator].bytes_per_clock());
}

double Comparison::latency_error(std::size_t initiator) const {
    return off(loosely.flows()[initiator].mean_latency(), approximately.flows()[initiator].mean_latency());
}

} // namespace edgeloom::test
