#include "platform/recorded_sweep/objective.hpp"

namespace edgeloom::platform {

std::string_view in_words(Direction direction) {
    return direction == Direction::minimise ? "minimise" : "maximise";
}

} // namespace edgeloom::platform
