// What a firmware finds beside the devices: semihosting, and the words of the instruction set tests.
#pragma once

#include "platform/run/run.hpp"
#include "platform/run/simulation.hpp"
#include "platform/run/to_host.hpp"
#include "platform/semihosting/semihosting.hpp"
#include "platform/soc/soc.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace edgeloom::platform {

/// Connects them to the hart. A firmware that ends by them halts the hart, and Simulation::has_end() says so.
class GuestServices {
public:
    /// `on_character` takes what the firmware prints. Throws UserError for a folder of --semihosting that is none.
    GuestServices(const RunOptions& options, const Configuration& configuration, const ElfImage& firmware, Soc& soc,
                  Simulation& simulation, std::function<void(char)> on_character);

private:
    [[nodiscard]] semihosting::GuestMemory memory();
    void print(std::string_view text);
    void end(bool passed, const std::string& message);

    Soc& soc_;
    Simulation& simulation_;
    std::function<void(char)> on_character_;
    ToHost to_host_;
    std::optional<semihosting::Semihosting> semihosting_;
};

} // namespace edgeloom::platform
