// An initiator that sends traffic by blocking transport.
#pragma once

#include "tlm/initiator.hpp"
#include "traffic/generator.hpp"

#include <systemc>
#include <tlm>
#include <tlm_utils/simple_initiator_socket.h>

#include <deque>
#include <memory>
#include <vector>

namespace edgeloom::traffic {

/// Issues like Generator. For buses that answer a call at once, with the delay until the answer: so there can be others
/// on their way.
class BlockingGenerator : public sc_core::sc_module {
public:
    tlm_utils::simple_initiator_socket<BlockingGenerator> bus;

    SC_HAS_PROCESS(BlockingGenerator);
    BlockingGenerator(sc_core::sc_module_name name, const GeneratorConfig& config, std::unique_ptr<Source> source,
                      Observer observer);
    ~BlockingGenerator() override { transaction_.clear_extension(&initiator_); } // the payload would free it

private:
    void run();
    [[nodiscard]] Outcome transport(const Request& request);

    GeneratorConfig config_;
    Initiator initiator_;
    Outgoing outgoing_;
    Observer observer_;
    tlm::tlm_generic_payload transaction_;
    std::vector<std::uint8_t> data_;
    std::deque<sc_core::sc_time> answers_; ///< of what is on its way
};

} // namespace edgeloom::traffic
