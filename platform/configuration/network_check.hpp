// The constraints between keys.
#pragma once

#include "platform/configuration/configuration.hpp"
#include "platform/configuration/parser.hpp"

namespace edgeloom::platform {

/// Throws UserError, at the key to blame, for a network that violates a constraint of spec section 1 or a limit of the
/// accelerator, and for values that do not go together. Completes what follows from others (fan-outs of n:m patterns).
void check(Configuration& configuration, const Parser& parser);

} // namespace edgeloom::platform
