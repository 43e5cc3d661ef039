#include "platform/soc/bindings.hpp"

#include <string>

namespace edgeloom::platform {

void Bindings::bind(tlm::tlm_base_initiator_socket<>& initiator, tlm::tlm_base_target_socket<>& target) {
    if (!check_protocol_) {
        initiator.bind(target);
        return;
    }
    ProtocolChecker& checker = checkers_.emplace_back(("checker" + std::to_string(checkers_.size())).c_str());
    initiator.bind(checker.from);
    checker.to.bind(target);
}

void Bindings::bind(tlm::tlm_base_initiator_socket<>& initiator, tlm::tlm_base_target_socket<>& port,
                    const PortConfiguration& own) {
    if (own.boundary == 0) {
        bind(initiator, port);
        return;
    }
    auto& splitter = splitters_.emplace_back(("splitter" + std::to_string(splitters_.size())).c_str(), own.boundary);
    bind(initiator, splitter.from);
    bind(splitter.to, port);
}

} // namespace edgeloom::platform
