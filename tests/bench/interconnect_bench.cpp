// Transactions a second through the interconnect: four-phase traffic of callbacks alone, and blocking calls of threads.
#include "interconnect/interconnect.hpp"
#include "unit/interconnect/phased_target.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace edgeloom {
namespace {

constexpr std::uint32_t region_bytes = 0x1'0000;
constexpr std::uint32_t burst_bytes = 64;
constexpr std::uint32_t outstanding = 8;
constexpr std::array target_names{"first", "second"};
const sc_core::sc_time target_latency(50, sc_core::SC_NS);

// Bursts to all targets in turn, every other one a read.
class Bursts {
public:
    void make_next(tlm::tlm_generic_payload& transaction, std::uint8_t* data) {
        const std::uint64_t number = made_++;
        transaction.set_command(number % 2 == 0 ? tlm::TLM_READ_COMMAND : tlm::TLM_WRITE_COMMAND);
        transaction.set_address(number / 2 % target_names.size() * region_bytes);
        transaction.set_data_ptr(data);
        transaction.set_data_length(burst_bytes);
        transaction.set_streaming_width(burst_bytes);
        transaction.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
    }

private:
    std::uint64_t made_ = 0;
};

class PhasedInitiator : public sc_core::sc_module, private tlm::tlm_mm_interface {
public:
    tlm_utils::simple_initiator_socket<PhasedInitiator> socket{"socket"};

    SC_HAS_PROCESS(PhasedInitiator);
    explicit PhasedInitiator(sc_core::sc_module_name name) : sc_module(name), transactions_(outstanding) {
        socket.register_nb_transport_bw(this, &PhasedInitiator::backward);
        for (tlm::tlm_generic_payload& transaction : transactions_) {
            transaction.set_mm(this);
            idle_.push_back(&transaction);
        }
        SC_METHOD(send);
        sensitive << start_;
        dont_initialize();
    }

    void start(std::uint64_t bursts) {
        left_ = bursts;
        start_.notify(sc_core::SC_ZERO_TIME);
    }

private:
    void send() {
        if (untaken_ || idle_.empty() || left_ == 0) {
            return;
        }
        --left_;
        untaken_ = true;
        tlm::tlm_generic_payload& transaction = *idle_.back();
        idle_.pop_back();
        bursts_.make_next(transaction, data_.data());
        transaction.acquire();
        tlm::tlm_phase phase = tlm::BEGIN_REQ;
        sc_core::sc_time delay;
        static_cast<void>(socket->nb_transport_fw(transaction, phase, delay));
    }
    tlm::tlm_sync_enum backward(tlm::tlm_generic_payload& transaction, tlm::tlm_phase& phase, sc_core::sc_time&) {
        if (phase == tlm::END_REQ) {
            untaken_ = false;
            send();
            return tlm::TLM_ACCEPTED;
        }
        transaction.release();
        send();
        return tlm::TLM_COMPLETED;
    }
    void free(tlm::tlm_generic_payload* transaction) override { idle_.push_back(transaction); }

    Bursts bursts_;
    std::array<std::uint8_t, burst_bytes> data_{};
    std::deque<tlm::tlm_generic_payload> transactions_;
    std::vector<tlm::tlm_generic_payload*> idle_;
    bool untaken_ = false;
    std::uint64_t left_ = 0;
    sc_core::sc_event start_;
};

class BlockingInitiator : public sc_core::sc_module {
public:
    tlm_utils::simple_initiator_socket<BlockingInitiator> socket{"socket"};

    SC_HAS_PROCESS(BlockingInitiator);
    explicit BlockingInitiator(sc_core::sc_module_name name) : sc_module(name) { SC_THREAD(send); }

    void start(std::uint64_t bursts) {
        left_ = bursts;
        start_.notify(sc_core::SC_ZERO_TIME);
    }

private:
    void send() {
        tlm::tlm_generic_payload transaction;
        while (true) {
            wait(start_);
            for (; left_ > 0; --left_) {
                bursts_.make_next(transaction, data_.data());
                sc_core::sc_time delay;
                socket->b_transport(transaction, delay);
                wait(delay);
            }
        }
    }

    Bursts bursts_;
    std::array<std::uint8_t, burst_bytes> data_{};
    std::uint64_t left_ = 0;
    sc_core::sc_event start_;
};

class BlockingTarget : public sc_core::sc_module {
public:
    tlm_utils::simple_target_socket<BlockingTarget> socket{"socket"};

    explicit BlockingTarget(sc_core::sc_module_name name, const sc_core::sc_time& latency = target_latency)
        : sc_module(name),
          latency_(latency) {
        socket.register_b_transport(this, &BlockingTarget::b_transport);
    }

private:
    void b_transport(tlm::tlm_generic_payload& transaction, sc_core::sc_time& delay) {
        delay += latency_;
        transaction.set_response_status(tlm::TLM_OK_RESPONSE);
    }

    sc_core::sc_time latency_;
};

// Initiators and targets of a kind on an interconnect; they rest until they are told to send.
template <class Initiator, class Target>
class System : public sc_core::sc_module {
public:
    System(sc_core::sc_module_name name, Interconnect::Kind kind, std::size_t initiators)
        : sc_module(name),
          bus_("bus", config(kind, initiators)) {
        for (std::size_t t = 0; t < target_names.size(); ++t) {
            bus_.target_port(t).bind(targets_.emplace_back(target_names[t], target_latency).socket);
        }
        for (std::size_t i = 0; i < initiators; ++i) {
            initiators_.emplace_back(("initiator" + std::to_string(i)).c_str()).socket.bind(bus_.initiator_port(i));
        }
    }

    /// Host time of a burst.
    void measure(benchmark::State& state) {
        constexpr std::uint64_t bursts = 10'000;
        for (auto _ : state) {
            for (Initiator& initiator : initiators_) {
                initiator.start(bursts);
            }
            sc_core::sc_start();
        }
        state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(bursts * initiators_.size()));
    }

private:
    static Interconnect::Config config(Interconnect::Kind kind, std::size_t initiators) {
        Interconnect::Config config{.initiators = {}, .targets = {}, .kind = kind};
        for (std::size_t i = 0; i < initiators; ++i) {
            config.initiators.push_back({"initiator" + std::to_string(i), {}});
        }
        for (std::size_t t = 0; t < target_names.size(); ++t) {
            const auto base = static_cast<std::uint32_t>(t) * region_bytes;
            config.targets.push_back({{target_names[t], base, region_bytes, ""}, {}, !phased});
        }
        return config;
    }

    static constexpr bool phased = std::is_same_v<Target, test::PhasedTarget>;
    Interconnect bus_;
    std::deque<Target> targets_;
    std::deque<Initiator> initiators_;
};

template <class Initiator, class Target>
void add(const std::string& name, Interconnect::Kind kind, std::size_t initiators) {
    static std::deque<System<Initiator, Target>> systems;
    auto& system = systems.emplace_back(name.c_str(), kind, initiators);
    benchmark::RegisterBenchmark(name.c_str(), [&system](benchmark::State& state) { system.measure(state); });
}

// A process elaborates once: all systems are there from the start, and those that are not measured rest.
int run(int argc, char** argv) {
    using Kind = Interconnect::Kind;
    benchmark::Initialize(&argc, argv);
    for (const std::size_t initiators : {1U, 4U}) {
        const std::string suffix = "_" + std::to_string(initiators);
        add<PhasedInitiator, test::PhasedTarget>("at_phased" + suffix, Kind::approximately_timed, initiators);
        add<PhasedInitiator, BlockingTarget>("at_blocking_target" + suffix, Kind::approximately_timed, initiators);
        add<BlockingInitiator, BlockingTarget>("at_blocking" + suffix, Kind::approximately_timed, initiators);
        add<BlockingInitiator, BlockingTarget>("lt" + suffix, Kind::loosely_timed, initiators);
        add<BlockingInitiator, BlockingTarget>("untimed" + suffix, Kind::untimed, initiators);
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

} // namespace
} // namespace edgeloom

int sc_main(int argc, char** argv) {
    return edgeloom::run(argc, argv);
}
