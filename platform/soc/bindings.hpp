// Binds sockets, and puts between them what the configuration asks for.
#pragma once

#include "interconnect/burst_splitter.hpp"
#include "platform/configuration/configuration.hpp"
#include "tlm/protocol_checker.hpp"

#include <systemc>
#include <tlm>

#include <deque>

namespace edgeloom::platform {

/// Part of a module: what stands between is the module's child.
class Bindings {
public:
    /// @param check_protocol a checker stands at every binding
    explicit Bindings(bool check_protocol) : check_protocol_(check_protocol) {}

    void bind(tlm::tlm_base_initiator_socket<>& initiator, tlm::tlm_base_target_socket<>& target);
    /// With a splitter where the initiator's port has a boundary.
    void bind(tlm::tlm_base_initiator_socket<>& initiator, tlm::tlm_base_target_socket<>& port,
              const PortConfiguration& own);

private:
    bool check_protocol_;
    std::deque<ProtocolChecker> checkers_;
    std::deque<interconnect::BurstSplitter> splitters_;
};

} // namespace edgeloom::platform
