#include "platform/configuration/in_words.hpp"

namespace edgeloom::platform {

namespace {

std::string bounds(Range range) {
    const std::string from = " from " + std::to_string(range.low);
    return range.high == Range{}.high ? from : from + " to " + std::to_string(range.high);
}

std::string names_of(const Unit& unit) {
    std::string names;
    for (const Unit::Name& name : unit.names) {
        names += (names.empty() ? "" : ", ") + std::string(name.name);
    }
    return names;
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

std::string with_unit(std::uint64_t value, const Unit& unit) {
    const Unit::Name* best = &unit.names.front();
    for (const Unit::Name& name : unit.names) {
        best = value >= name.factor && value % name.factor == 0 ? &name : best;
    }
    return std::to_string(value / best->factor) + " " + std::string(best->name);
}

} // namespace edgeloom::platform
