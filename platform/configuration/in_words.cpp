#include "platform/configuration/in_words.hpp"

namespace edgeloom::platform {

namespace {

std::string bounds(Range range) {
    const std::string from = " from " + std::to_string(range.low);
    return range.high == Range{}.high ? from : from + " to " + std::to_string(range.high);
}

} // namespace

std::string in_words(Range range) {
    return "a whole number" + bounds(range);
}

std::string list_in_words(Range range) {
    return "a list of whole numbers" + bounds(range);
}

std::string in_words(Range range, const Unit& unit) {
    return "a " + std::string(unit.quantity) + " from " + with_unit(range.low, unit) + " to " +
           with_unit(range.high, unit) + " in " + names_of(unit);
}

} // namespace edgeloom::platform
